# package: python3-cryptography
import datetime
from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import constant_time, hashes, hmac, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding as rsa_padding, rsa, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.x509.oid import NameOID

# symmetric ciphers
key, iv = bytes(range(32)), bytes(range(16))
enc = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
pad = padding.PKCS7(128).padder()
text = b"a secret message, longer than one block"
ct = enc.update(pad.update(text) + pad.finalize()) + enc.finalize()
print(ct.hex())
dec = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
unpad = padding.PKCS7(128).unpadder()
print(unpad.update(dec.update(ct) + dec.finalize()) + unpad.finalize())
out = bytearray(64)
ctr = Cipher(algorithms.AES(key), modes.CTR(iv)).encryptor()
print(ctr.update_into(b"into a buffer", out), bytes(out[:13]).hex())
gcm = AESGCM(key)
sealed = gcm.encrypt(iv[:12], b"data", b"header")
print(sealed.hex(), gcm.decrypt(iv[:12], sealed, b"header"))
try:
    gcm.decrypt(iv[:12], sealed, b"other")
except InvalidTag as e:
    print("InvalidTag", e)
print(ChaCha20Poly1305(key).encrypt(iv[:12], b"data", None).hex())

# hashes, MACs, derivation
for a in (hashes.SHA256(), hashes.SHA3_512(), hashes.BLAKE2b(64), hashes.MD5()):
    h = hashes.Hash(a)
    h.update(b"abc")
    h2 = h.copy()
    h2.update(b"def")
    print(a.name, a.digest_size, h.finalize().hex()[:32], h2.finalize().hex()[:32])
m = hmac.HMAC(key, hashes.SHA256())
m.update(b"abc")
m.copy().verify(m.copy().finalize())
try:
    m.verify(b"wrong")
except InvalidSignature as e:
    print("InvalidSignature", e)
print(HKDF(algorithm=hashes.SHA256(), length=16, salt=None, info=b"i").derive(b"input").hex())
print(PBKDF2HMAC(algorithm=hashes.SHA256(), length=16, salt=b"salt", iterations=1000).derive(b"pw").hex())
print(constant_time.bytes_eq(b"a", b"a"))

# public keys
priv = ed25519.Ed25519PrivateKey.from_private_bytes(key)
pub = priv.public_key()
sig = priv.sign(b"message")
print(sig.hex()[:40], pub.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex())
pub.verify(sig, b"message")
try:
    pub.verify(sig, b"massage")
except InvalidSignature as e:
    print(type(e).__name__)
a, b = x25519.X25519PrivateKey.from_private_bytes(key), x25519.X25519PrivateKey.from_private_bytes(key[::-1])
print(a.exchange(b.public_key()) == b.exchange(a.public_key()))
r = rsa.generate_private_key(public_exponent=65537, key_size=1024)
pss = rsa_padding.PSS(mgf=rsa_padding.MGF1(hashes.SHA256()), salt_length=32)
r.public_key().verify(r.sign(b"m", pss, hashes.SHA256()), b"m", pss, hashes.SHA256())
oaep = rsa_padding.OAEP(mgf=rsa_padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None)
print(r.decrypt(r.public_key().encrypt(b"short", oaep), oaep), r.key_size, r.public_key().public_numbers().e)
e = ec.derive_private_key(12345, ec.SECP256R1())
pem = e.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
print(pem.decode().splitlines()[0], serialization.load_pem_private_key(pem, None).private_numbers().private_value)
print(e.public_key().public_numbers().x)

# a certificate, made and read
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example.org"), x509.NameAttribute(NameOID.COUNTRY_NAME, "CH")])
day = datetime.datetime(2024, 1, 1)
cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(pub).serial_number(77)
        .not_valid_before(day).not_valid_after(day + datetime.timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("example.org"), x509.DNSName("www.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True).sign(priv, None))
der = cert.public_bytes(serialization.Encoding.DER)
back = x509.load_der_x509_certificate(der)
print(back.subject.rfc4514_string(), back.serial_number, back.not_valid_after, back == cert)
print([v for v in back.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)])
for ext in back.extensions:
    print(ext.oid._name, ext.critical)
print(back.fingerprint(hashes.SHA256()).hex())

f = Fernet(b"A" * 43 + b"=")
token = f.encrypt_at_time(b"payload", 1700000000)
print(f.decrypt_at_time(token, 60, 1700000030), f.extract_timestamp(token))
try:
    f.decrypt(b"nonsense")
except InvalidToken as e:
    print("InvalidToken", e)
for bad in (lambda: algorithms.AES(b"short"), lambda: serialization.load_pem_private_key(b"x", None), lambda: enc.update(b"more")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:60])
