import { escape } from '../markup';
import type { Operation, ServiceModel, Shape, ShapeRef } from '../models';
import { membersOf, shapeOf } from '../models';
import { itemOf, valueOf } from './json';
import type { Plain } from './protocol';
import { isPlain } from './protocol';
import { writeScalar } from './scalar';

/** Writes an operation's output as XML elements, without one around them. */
export function writeOutput(model: ServiceModel, operation: Operation, output: Plain): string {
  if (!operation.output) return '';
  return writeMembers(model, shapeOf(model, operation.output.shape), output);
}

/** Gives an element with what is in it, which is XML already. */
export function element(name: string, inner: string): string {
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

/** Gives the opening tag of an answer, in the namespace of the service. */
export function opening(model: ServiceModel, name: string): string {
  return `<${name} xmlns="${model.metadata.xmlNamespace ?? ''}">`;
}

function writeMembers(model: ServiceModel, shape: Shape, value: Plain): string {
  return Object.entries(membersOf(shape))
    .map(([name, ref]) => writeElement(model, ref, ref.locationName ?? name, value[name]))
    .join('');
}

function writeElement(model: ServiceModel, ref: ShapeRef, name: string, value: unknown): string {
  if (value === undefined) return '';
  const shape = shapeOf(model, ref.shape);
  if (shape.type === 'structure' && isPlain(value)) {
    return element(name, writeMembers(model, shape, value));
  }
  if (shape.type === 'list' && Array.isArray(value)) {
    const item = itemOf(shape);
    const flat = shape.flattened ?? ref.flattened ?? false;
    const itemName = flat ? name : (item.locationName ?? 'member');
    const items = value.map((each) => writeElement(model, item, itemName, each)).join('');
    return flat ? items : element(name, items);
  }
  if (shape.type === 'map' && isPlain(value)) {
    const ofValue = valueOf(shape);
    const entries = Object.entries(value).map(([key, each]) =>
      element('entry', element('key', escape(key)) + writeElement(model, ofValue, 'value', each)),
    );
    return element(name, entries.join(''));
  }
  return element(name, escape(writeScalar(model, ref, value, 'iso8601')));
}
