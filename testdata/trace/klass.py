class Account:
    rate = 2

    def __init__(self, owner, amount=0):
        self.owner = owner
        self.amount = amount

    @property
    def interest(self):
        return self.amount * self.rate

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    def __add__(self, other):
        self.amount += other
        return self


class Savings(Account):
    __slots__ = ()
    rate: int = 3

    def __init__(self, *args, **options):
        super().__init__(*args)
        self.options = options


a = Account("anna", 5)
a = a + 7
b = Savings("bob", 100, kind="long", terms=[1, 2])
b.options["kind"] = "short"
print(a.interest, b.interest, Account.empty("eve").amount)
del a.owner
