"""A bank with transactions, exceptions of its own, a journal, rollback and a report."""
from __future__ import annotations
from contextlib import contextmanager
from dataclasses import dataclass, field
class BankError(Exception): """Base of all."""
class Insufficient(BankError):
    def __init__(self, account, needed): super().__init__(account.name, needed); self.account, self.needed = account, needed
    def __str__(self): return f'{self.account.name} lacks {self.needed - self.account.balance}'
class NoAccount(BankError, KeyError):
    def __str__(self): return f'no account {self.args[0]!r}'
@dataclass
class Account:
    name: str
    balance: int = 0
    history: list[tuple[str, int]] = field(default_factory=list, repr=False)
    def deposit(self, n):
        if n <= 0: raise ValueError(f'cannot deposit {n}')
        self.balance += n; self.history.append(('in', n)); return self
    def withdraw(self, n):
        if n > self.balance: raise Insufficient(self, n)
        self.balance -= n; self.history.append(('out', n)); return self
class Bank:
    def __init__(self): self._accounts: dict[str, Account] = {}
    def __getitem__(self, name):
        try: return self._accounts[name]
        except KeyError: raise NoAccount(name) from None
    def __iter__(self): return iter(sorted(self._accounts.values(), key=lambda a: (-a.balance, a.name)))
    def __len__(self): return len(self._accounts)
    def __contains__(self, name): return name in self._accounts
    def open(self, name, initial=0): self._accounts[name] = Account(name, initial); return self[name]
    @contextmanager
    def transaction(self):
        saved = {n: (a.balance, len(a.history)) for n, a in self._accounts.items()}
        try: yield self
        except BankError as e:
            for n, (b, h) in saved.items(): self[n].balance = b; del self[n].history[h:]
            e.add_note('rolled back'); raise
        else: print('committed')
    def transfer(self, src, dst, n): self[src].withdraw(n); self[dst].deposit(n)
bank = Bank(); bank.open('ann', 100); bank.open('bob'); bank.open('cyd', 50)
with bank.transaction(): bank.transfer('ann', 'bob', 30); bank.transfer('cyd', 'bob', 20)
for args in (('ann', 'bob', 500), ('ann', 'zoe', 5), ('zoe', 'ann', 1)):
    try:
        with bank.transaction(): bank['bob'].deposit(1); bank.transfer(*args)
    except BankError as e: print(type(e).__name__, e, e.__notes__, isinstance(e, KeyError), e.__context__, e.__cause__)
try:
    with bank.transaction(): bank['ann'].deposit(-5)
except ValueError as e: print('not a BankError, so not rolled back:', e)
print([(a.name, a.balance, a.history) for a in bank], len(bank), 'ann' in bank, sum(a.balance for a in bank), bank['bob'], bank['ann'].deposit(1).withdraw(2).balance)
for a in bank: print(f'{a.name:<6}|{a.balance:>8,}|{"*" * (a.balance // 10)}')
