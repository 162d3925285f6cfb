"""Signing and checking values, in time and too late."""

import datetime
from unittest import mock

from itsdangerous import BadSignature, SignatureExpired, Signer, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer
from itsdangerous.exc import BadData

signer = Signer("secret", salt="salt", key_derivation="hmac")
signed = signer.sign("value")
print(signed, signer.unsign(signed), signer.validate(signed), signer.validate(b"value.wrong"))
for bad in b"value.wrong", b"value":
    try:
        signer.unsign(bad)
    except BadSignature as e:
        print(e)

rotating = Signer(["old", "new"])
print(rotating.unsign(Signer("old").sign("x")), rotating.sign("x") == Signer("new").sign("x"))

with mock.patch("time.time", return_value=1_600_000_000):
    timed = TimestampSigner("secret").sign("value")
    token = URLSafeTimedSerializer("secret").dumps({"id": 5, "text": "a" * 200})
print(timed, token)
with mock.patch("time.time", return_value=1_600_000_100):
    print(TimestampSigner("secret").unsign(timed, max_age=200, return_timestamp=True))
    try:
        TimestampSigner("secret").unsign(timed, max_age=50)
    except SignatureExpired as e:
        print(e, e.date_signed == datetime.datetime(2020, 9, 13, 12, 26, 40, tzinfo=datetime.timezone.utc))
    print(URLSafeTimedSerializer("secret").loads(token, max_age=200)["id"])

serializer = URLSafeSerializer("secret", salt="other")
print(serializer.loads(serializer.dumps([1, "two", None])), serializer.loads_unsafe("nonsense"))
for bad in "", "a.b", serializer.dumps(1)[:-1] + "?":
    try:
        serializer.loads(bad)
    except BadData as e:
        print(type(e).__name__, e)
