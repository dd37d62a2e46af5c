import { Converter, ReflectionKind } from 'typedoc';

/** Modules by the name that users import. */
const ENTRIES = {
  specwright: 'specwright',
  'specwright/contract': 'specwright/contract',
  'specwright/sandbox': 'specwright/sandbox',
  'specwright/runtime': 'specwright/runtime',
  'specwright/cli': 'specwright/cli',
  client: 'bpcc-task-routing',
  'client/otel': 'bpcc-task-routing/otel',
  testing: 'bpcc-task-routing-testing',
};

/**
 * Names modules as users import them. And the generated types say what a field is in `@description`,
 * which TypeDoc would put under a heading of its own: here it becomes the text of the comment.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
    if (reflection.kindOf(ReflectionKind.Module))
      reflection.name = ENTRIES[reflection.name] ?? reflection.name;
    lift(reflection.comment);
  });
  app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (_context, reflection) => lift(reflection.comment));
}

/** @param {import('typedoc').Comment | undefined} comment */
function lift(comment) {
  const described = comment?.blockTags.filter(({ tag }) => tag === '@description') ?? [];
  for (const { content } of described) comment?.summary.push(...content);
  comment?.removeTags('@description');
}
