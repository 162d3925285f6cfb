import logging, logging.handlers, io, sys
buf = io.StringIO(); h = logging.StreamHandler(buf); h.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s'))
log = logging.getLogger('app.sub'); root = logging.getLogger('app'); root.addHandler(h); root.setLevel(logging.INFO); root.propagate = False
def work(): log.info('hello %s', 'world'); log.debug('no'); log.warning('%d items', 3); log.error('plain'); log.critical('dict %(a)s', {'a': 1})
work()
try: 1 / 0
except ZeroDivisionError: log.exception('failed'); log.error('also', exc_info=True)
print(buf.getvalue().replace(__file__, 'FILE')); print(log.getEffectiveLevel(), log.isEnabledFor(10), log.parent is root, logging.getLevelName(30), logging.getLevelName('ERROR'), log.name, log, root.handlers[0].level, logging.getLogger('app.sub') is log, logging.root.name, log.hasHandlers(), repr(h)[:25])
class F(logging.Filter):
    def filter(self, r): r.extra_field = 'X'; return 'drop' not in r.getMessage()
log.addFilter(F()); buf.truncate(0); buf.seek(0); h.setFormatter(logging.Formatter('{extra_field} {message} {levelno:>4}', style='{')); log.info('keep'); log.info('drop this'); log.log(25, 'custom', extra={'k': 1}); logging.addLevelName(25, 'NOTE'); log.log(25, 'named'); print(buf.getvalue())
class L(logging.Handler):
    def __init__(s): super().__init__(); s.r = []
    def emit(s, r): s.r.append((r.levelname, r.getMessage(), r.args, r.exc_info, r.stack_info, r.module, r.threadName, r.processName))
l = L(); lg = logging.getLogger('list'); lg.addHandler(l); lg.setLevel(1); lg.propagate = False; lg.debug('d %r', [1]); lg.info('no args'); logging.LoggerAdapter(lg, {'u': 5}).warning('adapted'); lg.disabled = True; lg.error('x'); lg.disabled = False; logging.disable(logging.ERROR); lg.error('disabled'); logging.disable(logging.NOTSET); print(l.r)
m = logging.handlers.MemoryHandler(2, target=l); m.emit(logging.makeLogRecord({'msg': 'mem', 'levelname': 'INFO', 'levelno': 20})); m.flush(); print(l.r[-1][:2]); logging.basicConfig(stream=sys.stdout, format='%(levelname)-8s|%(message)s', level='DEBUG', force=True); logging.debug('root debug'); logging.getLogger('x').info('propagates'); logging.captureWarnings(True); import warnings; warnings.warn('captured') if 0 else None; logging.captureWarnings(False)
import logging.config; logging.config.dictConfig({'version': 1, 'formatters': {'f': {'format': 'CFG %(message)s'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout'}}, 'loggers': {'cfg': {'handlers': ['h'], 'level': 'INFO', 'propagate': False}}, 'disable_existing_loggers': False}); logging.getLogger('cfg').info('configured'); logging.lastResort.setLevel(30); logging.getLogger('nohandlers').manager.getLogger('q')
for f in (lambda: logging.getLogger('z').setLevel('NOPE'), lambda: logging.Formatter('%(x'), lambda: logging.getLogger(5), lambda: logging.Formatter('{x', style='{'), lambda: logging.Formatter('x', style='?'), lambda: log.log('a', 'm')):
    try: f(); print('ok')
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
logging.shutdown()
# needs: libpython
