# A thread reads from a socket into a bytearray while another writes the same bytes.
import socket
import threading
import time

a, b = socket.socketpair()
buffer = bytearray(b'........')
reader = threading.Thread(target=b.recv_into, args=(buffer,))
reader.start()
time.sleep(0.2)
buffer[0:4] = b'MAIN'
a.send(b'read')
reader.join()
print(bytes(buffer))
a.close()
b.close()
