"""Huffman coding, run-length and LZ78 compression with exact round trips."""
import heapq
from collections import Counter
def codes(text):
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(Counter(text).items()))]; heapq.heapify(heap); k = len(heap)
    while len(heap) > 1: a, b = heapq.heappop(heap), heapq.heappop(heap); heapq.heappush(heap, (a[0] + b[0], k, (a[2], b[2]))); k += 1
    out = {}
    def walk(t, prefix):
        if isinstance(t, tuple): walk(t[0], prefix + '0'); walk(t[1], prefix + '1')
        else: out[t] = prefix or '0'
    walk(heap[0][2], ''); return out
def decode(bits, table):
    back, out, cur = {v: k for k, v in table.items()}, [], ''
    for b in bits:
        cur += b
        if cur in back: out.append(back[cur]); cur = ''
    assert not cur; return ''.join(out)
def pack(bits): pad = -len(bits) % 8; return bytes([pad]) + int(bits + '0' * pad, 2).to_bytes((len(bits) + pad) // 8, 'big')
def unpack(data): n = len(data) - 1; s = f'{int.from_bytes(data[1:], "big"):0{8 * n}b}'; return s[:len(s) - data[0]]
def rle(s): 
    out = []
    for c in s:
        if out and out[-1][0] == c: out[-1][1] += 1
        else: out.append([c, 1])
    return ''.join(f'{n}{c}' if n > 1 else c for c, n in out)
def lz(s):
    d, w, out = {'': 0}, '', []
    for c in s:
        if w + c in d: w += c
        else: out.append((d[w], c)); d[w + c] = len(d); w = ''
    if w: out.append((d[w], ''))
    return out
def unlz(ps):
    d, out = [''], []
    for i, c in ps: e = d[i] + c; out.append(e); d.append(e)
    return ''.join(out)
for text in ('abracadabra', 'aaaa', 'the rain in spain stays mainly in the plain', 'x', 'mississippi river', 'ñandú ☃☃☃'):
    t = codes(text); bits = ''.join(t[c] for c in text); data = pack(bits)
    print(repr(text), t, len(bits), data.hex(), decode(unpack(data), t) == text, rle(text), lz(text), unlz(lz(text)) == text)
