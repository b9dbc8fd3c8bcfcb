"""The account of somebody whom the issuer of OpenID Connect knows: found by who it is, and only at first by address."""

from web.admin.oidc import NotLetInError, Person
from web.admin.parts import AdminParts
from web.records.accounts import Administrator
from web.records.audit import Action
from web.records.errors import AlreadyExistsError, LastAdministratorError
from web.records.identities import Identities

ACTOR = "OpenID Connect"
_CLOSED = "Ditt konto är avstängt. Be en administratör om hjälp."
_SOMEBODY_ELSE = "Kontot med din adress hör till någon annan. Be en administratör att koppla loss det."
_LAST = "Du är den sista administratören. Ge någon annan rollen först."


class OidcAccounts:
    """Every change leaves a line in the log."""

    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._identities = Identities(parts.records)

    def of(self, person: Person) -> Administrator:
        """The account of a person, made or changed as the issuer says now.

        Raises NotLetInError for one that is closed or belongs to somebody else, and for the last administrator who
        would lose the role.
        """
        with self._parts.records.transaction():
            account = self._identities.owner(person.identity)
            if account is None:
                account = self._at_the_address(person)
            if not account.active:
                raise NotLetInError(_CLOSED, account.email)
            return self._with_role(self._with_address(account, person), person)

    def _at_the_address(self, person: Person) -> Administrator:
        """The account of the person's address, which belongs to the person from now on."""
        account = self._parts.accounts.by_email(person.email)
        if account is None:
            self._parts.audit.write(ACTOR, Action.ACCOUNT_CREATED, person.email, person.role)
            account = self._parts.accounts.create(person.email, person.role, None)
            return self._identities.bind(account.id, person.identity)
        if not account.active:
            return account
        owner = self._identities.of(account.id)
        # A person of an issuer that is trusted no more keeps nobody out.
        if owner is not None and owner.issuer == person.identity.issuer:
            raise NotLetInError(_SOMEBODY_ELSE, account.email)
        self._parts.audit.write(ACTOR, Action.ACCOUNT_CHANGED, account.email, "kopplat till OpenID Connect")
        return self._identities.bind(account.id, person.identity)

    def _with_address(self, account: Administrator, person: Person) -> Administrator:
        if account.email == person.email:
            return account
        try:
            changed = self._parts.accounts.move(account.id, person.email)
        except AlreadyExistsError:
            # Somebody has an account with the new address; it is for an administrator to choose between the two.
            return account
        self._parts.audit.write(ACTOR, Action.ACCOUNT_CHANGED, person.email, f"ny adress, förut {account.email}")
        return changed

    def _with_role(self, account: Administrator, person: Person) -> Administrator:
        if account.role is person.role:
            return account
        try:
            changed = self._parts.accounts.change(account.id, role=person.role)
        except LastAdministratorError as error:
            raise NotLetInError(_LAST, account.email) from error
        self._parts.audit.write(ACTOR, Action.ACCOUNT_CHANGED, account.email, f"{account.role} → {person.role}")
        return changed
