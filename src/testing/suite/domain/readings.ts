/** A place where the publication is silent or contradicts itself, so that servers may differ. */
export interface Reading {
  /** What the server does, when it is seen to follow this reading. */
  readonly text: string;
  /** How sure we are of the reading that our sandbox follows, 0 to 1. */
  readonly confidence: number;
}

/** Readings by id. An answer that rests on one of them is an observation, never a finding. */
export const readings: ReadonlyMap<string, Reading> = new Map(
  Object.entries({
    'canceled-status': { text: 'shows a canceled task in another state than COMPLETED', confidence: 0.55 },
    'agent-status': {
      text: 'shows its own choice of status while an agent works on a task',
      confidence: 0.35,
    },
    'created-first': { text: 'shows a new task as CREATED for a moment', confidence: 0.5 },
    'disposition-before-end': { text: 'shows a disposition before the task is finished', confidence: 0.4 },
    'disposition-shape': { text: 'sends an empty or null disposition where there is none', confidence: 0.5 },
    'update-parked': {
      text: 'has its own answer to an update of a task in a personal queue',
      confidence: 0.45,
    },
    'update-routed': { text: 'uses code 10 where an update comes too late', confidence: 0.5 },
    'cancel-finished': { text: 'uses code 10 where a finished task is canceled', confidence: 0.5 },
    'sweep-parked': {
      text: 'includes tasks in personal queues when a service is canceled',
      confidence: 0.55,
    },
    'sweep-without-body': { text: 'cancels the tasks of a service with 204 and no list', confidence: 0.4 },
    'sweep-disposition': { text: 'wants a disposition when a service is canceled', confidence: 0.55 },
    'empty-update': { text: 'has its own answer to an update that changes nothing', confidence: 0.4 },
    'refusal-code': { text: 'uses a code of its own where none is published', confidence: 0.35 },
    'refusal-status': { text: 'uses a status of its own where none is published', confidence: 0.35 },
    'lifo-priority': { text: 'shows a lifo task without the priority it was sent', confidence: 0.5 },
    'order-of-checks': { text: 'names another of several things that are wrong', confidence: 0.5 },
    'unknown-custom': { text: 'takes only custom fields that it knows', confidence: 0.4 },
    'numeric-text': { text: 'takes a number written as text', confidence: 0.4 },
    'convertible-type': { text: 'takes a value of another type that can be converted', confidence: 0.4 },
    'optional-null': { text: 'takes null for an optional field', confidence: 0.4 },
    'unknown-property': { text: 'takes properties that nobody documented', confidence: 0.4 },
    'lax-format': { text: 'does not look at the format of a text', confidence: 0.4 },
    'lax-case-priority': { text: 'does not look at the priority of a case', confidence: 0.5 },
    'lax-media-type': { text: 'does not look at the Content-Type of a request', confidence: 0.4 },
    'lax-body': { text: 'does not look at the body of a cancellation closely', confidence: 0.4 },
    'lax-url': { text: 'takes a screen pop address that is none', confidence: 0.4 },
    'custom-type': { text: 'has its own idea of the values of custom fields', confidence: 0.5 },
    'text-limits': { text: 'limits the length of texts', confidence: 0.5 },
    'order-case': { text: 'takes an order in capitals', confidence: 0.5 },
    'lax-flag': { text: 'takes any value of external for one of the two', confidence: 0.4 },
    'unknown-launch-point': { text: 'has its own answer to an unknown launch point', confidence: 0.35 },
    'id-limits': { text: 'limits what an external id may look like', confidence: 0.5 },
    'slash-in-id': { text: 'does not find ids with an encoded slash', confidence: 0.5 },
    'slash-form': { text: 'serves one form of the path only', confidence: 0.5 },
    'method-status': { text: 'refuses unknown methods in its own way', confidence: 0.5 },
    oversize: { text: 'has its own answer to very large bodies', confidence: 0.5 },
    'foreign-origin': { text: 'refuses calls from web pages', confidence: 0.5 },
    'token-refusal': { text: 'refuses bad token requests in its own way', confidence: 0.4 },
    'token-scope': { text: 'has its own idea of the scope', confidence: 0.4 },
    'token-body': { text: 'has its own body for refused token requests', confidence: 0.4 },
    'lax-scheme': { text: 'knows the bearer scheme in one spelling only', confidence: 0.4 },
    'left-created': { text: 'keeps a record of a task that was refused', confidence: 0.5 },
    'case-contact': {
      text: 'follows the external id of the contact where the case has another one',
      confidence: 0.55,
    },
  }),
);

/** The words for a reading; an unknown id speaks for itself. */
export function readingText(id: string): string {
  return readings.get(id)?.text ?? id;
}
