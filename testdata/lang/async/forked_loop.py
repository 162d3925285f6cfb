# needs: libpython
# An event loop that runs while the process forks runs in the parent only.
import asyncio
import os
import sys


async def child():
    await asyncio.sleep(0)
    return "a loop of the child's own"


async def main():
    loop = asyncio.get_running_loop()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        print(asyncio._get_running_loop())
        try:
            asyncio.get_running_loop()
        except RuntimeError as e:
            print(e)
        print(asyncio.new_event_loop().run_until_complete(child()), flush=True)
        os._exit(3)
    print("exit code", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    print(asyncio.get_running_loop() is loop)


asyncio.run(main())
