"""Runs one module of CPython's test suite, case by case, and tells of each case in a file.

    python runner.py RESULTS MODULE [SKIP]

RESULTS gets a line when a case starts ("start ID") and when it ends ("ok ID", "fail ID", "skip ID", ...), each written at
once, so that a crash or a hang shows where it happened. SKIP names a file with the cases to leave out: those that an
earlier process has done. It prints what unittest prints; nothing of that is read.
"""

import importlib
import os
import sys
import unittest

# With these reasons a case is left out because it is not asked of other implementations than CPython (object sizes, what its
# collector tracks, tuples used again) or, the last, because what it fears to be slow was done at once.
CPYTHON = ("implementation detail specific to cpython", "the module 'xxsubtype' is internal", "testing an internal kind of method object",
           "testing error message from implementation", "tuple reuse is specific to CPython", '"slow" conversion took only')


# These run only from their test_main, which sets up what their cases ask for.
FROM_MAIN = ("test.test_xml_etree", "test.test_xml_etree_c")


class Result(unittest.TextTestResult):
    """Writes what happens to each case as it happens."""

    def __init__(self, fd, *args):
        super().__init__(*args)
        self.fd = fd
        self.counts = {}
        self.names = {}

    def name(self, suite):
        """Names the cases of a suite before it runs: a case is dropped when it has run, and another may get its id."""
        self.names = {}
        self.name_all(suite)

    def name_all(self, suite):
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                self.name_all(test)
            else:
                self.names[id(test)] = self.numbered(test)

    def numbered(self, test):
        """A name for a case; the second of the same name (a doctest's, or one inherited twice) is told by a number."""
        name = test.id().replace("\n", " ")
        n = self.counts[name] = self.counts.get(name, 0) + 1
        return f"{name}#{n}" if n > 1 else name

    def ident(self, test):
        # What stands for a failed fixture is made while the suite runs.
        return self.names[id(test)] if isinstance(test, unittest.TestCase) else test.id()

    def tell(self, what, test):
        os.write(self.fd, f"{what} {self.ident(test)}\n".encode("utf-8", "backslashreplace"))

    def startTest(self, test):
        self.failed = False
        self.tell("start", test)
        super().startTest(test)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.tell("fail" if self.failed else "ok", test)

    def addError(self, test, err):
        super().addError(test, err)
        # A failed fixture or import is told too: it is not a case, and names what is wrong.
        self.tell("fail", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.tell("fail", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell("cpython" if reason.startswith(CPYTHON) else "skip", test)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.tell("ok", test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.tell("fail", test)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.failed = True
            self.tell("fail", test)


def leave_out(suite, names, result):
    """Takes the cases with the given names out of a suite, keeping its nesting, which module and class fixtures need."""
    kept = []
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            leave_out(test, names, result)
            kept.append(test)
        elif result.ident(test) not in names:
            kept.append(test)
    suite._tests = kept


def main(results, module, skip=None):
    fd = os.open(results, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.set_inheritable(fd, False)
    runner = unittest.TextTestRunner(verbosity=2, resultclass=lambda *args: Result(fd, *args))
    result = runner._makeResult()
    runner._makeResult = lambda: result
    names = set()
    if skip:
        with open(skip, encoding="utf-8") as f:
            names = set(f.read().split("\n"))

    def run(suite):
        result.name(suite)
        leave_out(suite, names, result)
        runner.run(suite)

    if module in FROM_MAIN:
        from test import support

        load = unittest.defaultTestLoader.loadTestsFromTestCase
        support.run_unittest = lambda *classes: run(unittest.TestSuite(map(load, classes)))
        importlib.import_module(module).test_main()
    else:
        run(unittest.defaultTestLoader.loadTestsFromName(module))
    os.write(fd, b"end\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
