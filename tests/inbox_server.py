"""A real mailbox on loopback, over IMAP with TLS (RFC 3501): as much of it as a reader of what is unread asks for."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Mailbox:
    """The messages by their number, which of them were read, and who may read them."""

    def __init__(self, user: str, password: str, name: str = "INBOX") -> None:
        self.user, self.password, self.name = user, password, name
        self.messages: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.fails_after: int | None = None
        self.port = 0

    def put(self, content: bytes) -> None:
        """Let a message arrive."""
        self.messages[len(self.messages) + 1] = content


class Session(socketserver.StreamRequestHandler):
    """One reader: a line for each command, and the answer under its tag."""

    def handle(self) -> None:
        self.user = self.box = None
        self._say(b"* OK [CAPABILITY IMAP4rev1] ready")
        while line := self.rfile.readline():
            tag, command, rest = (*line.rstrip(b"\r\n").split(b" ", 2), b"")[:3]
            self._say(tag + b" " + self._answer(command.upper(), rest))
            if command.upper() == b"LOGOUT":
                return

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _answer(self, command: bytes, rest: bytes) -> bytes:
        mailbox: Mailbox = self.server.mailbox
        if command == b"CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif command == b"LOGIN":
            user, password = (word.strip('"') for word in rest.decode().split(" ", 1))
            if (user, password) != (mailbox.user, mailbox.password):
                return b"NO [AUTHENTICATIONFAILED] Wrong name or password"
            self.user = user
        elif command == b"SELECT":
            if self.user is None or rest.decode().strip('"') != mailbox.name:
                return b"NO There is no such mailbox"
            self.box = mailbox
            self._say(b"* %d EXISTS" % len(mailbox.messages))
        elif command == b"UID" and self.box is not None:
            return self._uid(*rest.split(b" ", 2))
        elif command == b"LOGOUT":
            self._say(b"* BYE")
        else:
            return b"BAD Not understood"
        return b"OK done"

    def _uid(self, command: bytes, *rest: bytes) -> bytes:
        mailbox = self.box
        if command == b"SEARCH":
            unread = [b"%d" % uid for uid in mailbox.messages if uid not in mailbox.seen]
            self._say(b" ".join([b"* SEARCH", *unread]))
            return b"OK done"
        uid = int(rest[0])
        if command == b"FETCH":
            if mailbox.fails_after is not None and uid > mailbox.fails_after:
                return b"NO [SERVERBUG] The disk is full"
            content = mailbox.messages[uid]
            self.wfile.write(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(content)))
            self.wfile.write(content)
            self._say(b")")
        elif command == b"STORE" and rest[1] == rb"+FLAGS (\Seen)":
            mailbox.seen.add(uid)
            self._say(rb"* %d FETCH (UID %d FLAGS (\Seen))" % (uid, uid))
        else:
            return b"BAD Not understood"
        return b"OK done"


class Server(socketserver.ThreadingTCPServer):
    """Takes readers on loopback, each behind TLS; one who does not trust the certificate goes away again."""

    daemon_threads = True
    mailbox: Mailbox
    context: ssl.SSLContext

    def finish_request(self, request, client_address):
        try:
            with self.context.wrap_socket(request, server_side=True) as safe:
                super().finish_request(safe, client_address)
        except (ssl.SSLError, ConnectionError):
            return


@contextmanager
def a_mailbox(folder: Path, *, user: str, password: str, name: str = "INBOX") -> Iterator[Mailbox]:
    """Run a mailbox; ``folder`` then holds ``certificate.pem``, which whoever reads it must trust."""
    mailbox = Mailbox(user, password, name)
    with Server(("127.0.0.1", 0), Session) as server:
        server.mailbox, server.context = mailbox, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(*_certificate(folder))
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.fenmarch.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return pem, secret
