import { appendPointer } from '../../base/pointer.ts';
import { sameSites, viewOf } from '../comparison.ts';
import type { Pair } from './pair.ts';
import { flowsToServer } from './mode.ts';
import { patternFor } from './pattern-names.ts';
import { renamedProperties } from './renames.ts';
import type { Site } from './site.ts';
import { isSite, type View } from './view.ts';

/** Properties, `required`, `additionalProperties` and `patternProperties`. */
export function compareObjects(pair: Pair): void {
  const { base, revision } = pair;
  const renamed = renamedProperties(pair);
  for (const [name, was] of base.properties) {
    const is = revision.properties.get(name);
    const now = is ?? patternFor(name, revision.patternProperties);
    if (now === undefined) propertyGone(pair, name, was, renamed.get(name));
    else propertyKept(pair, name, was, now);
  }
  for (const [name, is] of revision.properties) {
    if (base.properties.has(name)) continue;
    const was = patternFor(name, base.patternProperties);
    if (was === undefined) propertyNew(pair, name, is);
    else propertyKept(pair, name, was, is);
  }
  compareUndeclared(pair);
  compareAdditional(pair);
  comparePatternProperties(pair);
}

function propertyGone(pair: Pair, name: string, was: Site, renamed: string | undefined): void {
  const { base, revision, mode } = pair;
  const view = viewOf(pair.comparison, 'base', was);
  const places = {
    base: was.at,
    revision: appendPointer(revision.pointer, 'properties'),
    subject: name,
    ...(renamed === undefined ? {} : { guess: `renamed to "${renamed}"` }),
  };
  if (isAbsentHere(pair, view)) return;
  const closed = flowsToServer(mode) && isClosed(revision) && !isClosed(base, name);
  if (closed) pair.emit('closed-property-removed', places);
  else pair.emit(base.required.has(name) ? 'required-property-removed' : 'property-removed', places);
}

/** Requests leave out read-only properties, answers leave out write-only ones. */
function isAbsentHere(pair: Pair, view: View): boolean {
  return flowsToServer(pair.mode) ? view.readOnly : view.writeOnly;
}

function isClosed(view: View, name?: string): boolean {
  if (view.additional === undefined || isSite(view.additional)) return false;
  return name === undefined || !view.properties.has(name);
}

function propertyNew(pair: Pair, name: string, is: Site): void {
  const { base, revision } = pair;
  const view = viewOf(pair.comparison, 'revision', is);
  if (isAbsentHere(pair, view)) return;
  const places = { base: appendPointer(base.pointer, 'properties'), revision: is.at, subject: name };
  const asked = revision.required.has(name) && !base.required.has(name);
  pair.emit(asked ? 'required-property-added' : 'optional-property-added', places);
}

function propertyKept(pair: Pair, name: string, was: Site, is: Site): void {
  const isRequiredAlike = pair.base.required.has(name) === pair.revision.required.has(name);
  if (isRequiredAlike && sameSites(pair.comparison, was, is)) return;
  const before = viewOf(pair.comparison, 'base', was);
  const after = viewOf(pair.comparison, 'revision', is);
  const places = { base: was.at, revision: is.at, subject: name };
  compareAccess(pair, name, before, after, places);
  if (isAbsentHere(pair, after)) return;
  if (!isAbsentHere(pair, before)) compareRequired(pair, name, places);
  pair.descend(was, is);
}

interface Places {
  readonly base: string;
  readonly revision: string;
  readonly subject: string;
}

function compareAccess(pair: Pair, name: string, before: View, after: View, places: Places): void {
  const required = pair.revision.required.has(name) ? 'required-property' : 'property';
  if (before.readOnly !== after.readOnly) {
    pair.emit(after.readOnly ? 'property-became-read-only' : `${required}-became-not-read-only`, places);
  }
  if (before.writeOnly !== after.writeOnly) {
    pair.emit(after.writeOnly ? 'property-became-write-only' : `${required}-became-not-write-only`, places);
  }
}

function compareRequired(pair: Pair, name: string, places: Places): void {
  const was = pair.base.required.get(name);
  const is = pair.revision.required.get(name);
  if ((was === undefined) === (is === undefined)) return;
  pair.emit(is === undefined ? 'property-became-optional' : 'property-became-required', {
    ...places,
    base: was ?? places.base,
    revision: is ?? places.revision,
  });
}

/** Names in `required` that are not declared as properties. */
function compareUndeclared(pair: Pair): void {
  const { base, revision } = pair;
  for (const [name, pointer] of revision.required) {
    if (base.required.has(name) || revision.properties.has(name) || name === '') continue;
    pair.emit('undeclared-property-became-required', {
      base: base.pointer,
      revision: pointer,
      subject: name,
    });
  }
}

function compareAdditional(pair: Pair): void {
  const was = pair.base.additional;
  const is = pair.revision.additional;
  const places = {
    base: was === undefined ? pair.base.pointer : isSite(was) ? was.at : was.pointer,
    revision: is === undefined ? pair.revision.pointer : isSite(is) ? is.at : is.pointer,
  };
  const closedBefore = was !== undefined && !isSite(was);
  const closedNow = is !== undefined && !isSite(is);
  if (closedBefore || closedNow) {
    if (closedBefore !== closedNow)
      pair.emit(closedNow ? 'additional-properties-closed' : 'additional-properties-opened', places);
    return;
  }
  if (was !== undefined && is !== undefined) pair.descend(was, is);
  else if (is !== undefined) pair.emit('additional-properties-shape-added', places);
  else if (was !== undefined) pair.emit('additional-properties-shape-removed', places);
}

function comparePatternProperties(pair: Pair): void {
  const { base, revision } = pair;
  for (const [pattern, was] of base.patternProperties) {
    const is = revision.patternProperties.get(pattern);
    if (is !== undefined) pair.descend(was, is);
    else
      pair.emit(isClosed(revision) ? 'pattern-property-refused' : 'pattern-property-removed', {
        base: was.at,
        revision: revision.pointer,
        subject: pattern,
      });
  }
  for (const [pattern, is] of revision.patternProperties) {
    if (!base.patternProperties.has(pattern)) {
      pair.emit(isClosed(base) ? 'pattern-property-allowed' : 'pattern-property-added', {
        base: base.pointer,
        revision: is.at,
        subject: pattern,
      });
    }
  }
}
