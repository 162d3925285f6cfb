import unittest, io, sys, re
from unittest import mock
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.log = ['class']
    def setUp(self): self.log.append('setUp'); self.addCleanup(self.log.append, 'cleanup')
    def tearDown(self): self.log.append('tearDown')
    def test_ok(self): self.assertEqual(1, 1); self.assertTrue(1); self.assertIn(1, [1]); self.assertIsNone(None); self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertRegex('abc', 'b'); self.assertCountEqual([1, 2], [2, 1]); self.assertIsInstance(1, int)
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 5, 3], 'my msg')
    def test_error(self): {}['k']
    @unittest.skip('why')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_xfail(self): self.fail('x')
    def test_raises(self):
        with self.assertRaises(ValueError) as c: raise ValueError('msg')
        self.assertEqual(str(c.exception), 'msg'); self.assertRaisesRegex(KeyError, 'k', lambda: {}['k'])
        with self.assertRaises(TypeError): raise KeyError('wrong')
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_diff(self): self.assertEqual({'a': 1, 'b': [1, 2]}, {'a': 1, 'b': [1, 3]})
    def test_multi(self): self.assertMultiLineEqual('a\nb\n', 'a\nc\n')
    def test_logs(self):
        import logging
        with self.assertLogs('x', 'INFO') as cm: logging.getLogger('x').info('m')
        self.assertEqual(cm.output, ['INFO:x:m'])
out = io.StringIO(); r = unittest.TextTestRunner(stream=out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(re.sub(r'File ".*?"', 'File', re.sub(r'in [\d.]+s', 'in TIME', out.getvalue()))); print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), r.wasSuccessful(), T.log.count('cleanup'))
m = mock.Mock(return_value=5); m(1, k=2); m.attr.deep.return_value = 'd'; print(m.call_args, m.called, m.attr.deep(), m.mock_calls, m.call_count); m.assert_called_once_with(1, k=2)
for f in (lambda: m.assert_called_with(2), lambda: m.assert_not_called(), lambda: mock.Mock(spec=['a']).b, lambda: mock.Mock(side_effect=KeyError('se'))(), lambda: mock.create_autospec(lambda a: 0)()):
    try: f()
    except Exception as e: print(type(e).__name__, str(e).split('\n')[0])
with mock.patch('sys.argv', ['patched']): print(sys.argv)
with mock.patch.object(T, 'tearDown', lambda s: 'p') as p: print(T.tearDown(None))
with mock.patch.dict('os.environ', {'ZZ': '1'}): import os; print(os.environ['ZZ'])
mm = mock.MagicMock(); mm.__len__.return_value = 3; mm['k'] = 1; print(len(mm), mm.__setitem__.call_args, bool(mm), list(mm), int(mm)); s = mock.Mock(side_effect=[1, 2]); print(s(), s(), mock.call(1, a=2), mock.ANY == 5, mock.sentinel.x)
@mock.patch('os.getcwd', return_value='/fake')
def patched(g): return os.getcwd()
print(patched(), 'ZZ' in os.environ); import asyncio; am = mock.AsyncMock(return_value='a'); print(asyncio.run(am()), am.await_count); import doctest
def dt():
    """
    >>> 1 + 1
    2
    >>> print('x')
    y
    >>> 1/0
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    """
o = io.StringIO(); old = sys.stdout; sys.stdout = o; res = doctest.testmod(sys.modules['__main__'], name='main'); sys.stdout = old; print(res, 'Expected:' in o.getvalue())
# needs: libpython
