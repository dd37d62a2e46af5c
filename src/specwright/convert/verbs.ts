/** What requests do, by the words that names begin with. Words that are nouns more often (`order`, `report`) are left out. */
const VERBS: ReadonlySet<string> = new Set(
  (
    'assert assume burn calibrate commit configure consume decrement dequeue enqueue enumerate estimate explain expire fire flag force ' +
    'format freeze increment instantiate listen map measure mint normalize optimize override pair peek pick play prepare press queue ' +
    'reactivate reassign recalculate reconnect redirect reindex replicate resize respond revise rewind seek sell share ship split ' +
    'suggest summarize touch transform tweet undelete undo ' +
    'abort accept acknowledge activate add adjust allow amend apply approve archive assign associate attach authenticate ' +
    'authorise authorize ban block book browse build buy calculate call cancel capture change charge check checkout clear ' +
    'clone close collect compare complete compute confirm connect convert copy count create deactivate debit decline ' +
    'decrypt delete deny deploy destroy detach detect disable disassociate disconnect discover dismiss dispatch download duplicate ' +
    'edit enable encrypt end enroll enter evaluate exchange execute exist export extend extract fetch fill filter finalize ' +
    'find finish follow forward generate get give grant guess handle head hide identify import include initialize initiate insert ' +
    'inspect install introspect invalidate invite invoke join kick kill launch leave link list load lock log login logout logoff ' +
    'lookup make manage mark match merge migrate modify monitor move mute notify obtain open options overwrite parse patch pause pay ' +
    'perform pin ping place poll post preview print process promote provide provision publish pull purge push put query ' +
    'read rebuild receive reboot recover redeem refresh refund register reject release reload remove rename render renew reopen ' +
    'reorder replace reply request resend reserve reset resolve restart restore resume retrieve retry return revert review ' +
    'revoke rotate run save scan schedule search select send set show shutdown sign signin signout signup simulate skip sort ' +
    'start stop store stream submit subscribe suspend swap switch sync synchronize tag terminate toggle trace track transfer ' +
    'translate trigger try turn unarchive unassign unblock unfollow uninstall unlink unlock unmute unpin unpublish unregister ' +
    'unsubscribe unsuspend update upgrade upload upsert use validate verify view void vote wait wake withdraw write'
  ).split(' '),
);

/** `retrieves`, `creates`: forms that are not the plural of a noun. */
const THIRD_PERSON = /^(?:get|create|delete|retrieve|return|fetche|remove|add|find|send|generate)s$/;

/** Verbs that say what a method does to the resource at its path. */
export const VERBS_OF: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['GET', new Set('get list find fetch retrieve read show view search query'.split(' '))],
  ['POST', new Set('post create add make submit register insert send update edit change set'.split(' '))],
  ['PUT', new Set('put update edit replace modify change set save'.split(' '))],
  ['PATCH', new Set('patch update edit modify change'.split(' '))],
  ['DELETE', new Set('delete remove destroy'.split(' '))],
]);

/** How something is done: the verb comes after it. */
const MANNER = /^(?:async|auto|batch|bulk|mass|multi|partial|re|un|\w{3,}ly)$/i;

/** What stands between a verb and its object. */
const ARTICLE = /^(?:a|an|the|all|my|your|this)$/i;

/** Whether the words begin with what is done: a verb, an adverb and a verb, or any word before an article. */
export function beginsWithVerb([first = '', second = '']: readonly string[]): boolean {
  const word = (MANNER.test(first) ? second : first).toLowerCase();
  return (
    VERBS.has(word) ||
    THIRD_PERSON.test(word) ||
    (ARTICLE.test(second) && !ARTICLE.test(first) && /^[a-z]{3,}$/.test(word))
  );
}
