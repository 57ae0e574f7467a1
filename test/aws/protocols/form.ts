import { awsError } from '../errors';
import type { Operation, ServiceModel, Shape, ShapeRef } from '../models';
import { membersOf, shapeOf } from '../models';
import { itemOf, valueOf } from './json';
import type { Plain, WireRequest } from './protocol';
import { isPlain } from './protocol';
import { parseScalar } from './scalar';

/** In what the protocols differ that put their input into a form. */
export interface FormStyle {
  /** Gives a structure's member its name on the wire. */
  readonly nameOf: (name: string, ref: ShapeRef) => string;
  /** Tells whether a list or map goes without a name of its own between it and its items. */
  readonly isFlat: (shape: Shape, ref: ShapeRef) => boolean;
}

type Form = Map<string, string>;

/**
 * Finds the operation of a form: `Action` names it and `Version` the API.
 * Throws UnknownOperationException (as an AwsError) when there is none.
 */
export function routeForm(model: ServiceModel, request: WireRequest): Operation {
  const form = formOf(request);
  const name = form.get('Action') ?? '';
  const operation = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
  const version = form.get('Version');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (
    !operation ||
    version !== model.metadata.apiVersion ||
    request.path !== '/' ||
    request.method !== 'POST' ||
    !isForm
  ) {
    throw awsError(
      'UnknownOperationException',
      `Could not find operation ${name} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    );
  }
  return operation;
}

/** Reads the input out of a form; what the model does not know keeps its name in the form. */
export function parseForm(
  model: ServiceModel,
  operation: Operation,
  request: WireRequest,
  style: FormStyle,
): Plain {
  const left = new Map(formOf(request));
  left.delete('Action');
  left.delete('Version');
  const read = operation.input ? readForm(model, operation.input, '', left, style) : {};
  // Reading takes what it knows out of the map: what is left is unknown to the model.
  return { ...(isPlain(read) ? read : {}), ...Object.fromEntries(left) };
}

function formOf(request: WireRequest): Form {
  return new Map(new URLSearchParams(request.body.toString('utf8')));
}

/** Reads the value at a prefix of the form, taking what it read out of `left`. */
function readForm(
  model: ServiceModel,
  ref: ShapeRef,
  prefix: string,
  left: Form,
  style: FormStyle,
): unknown {
  const shape = shapeOf(model, ref.shape);
  switch (shape.type) {
    case 'structure': {
      const read: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(membersOf(shape))) {
        const at = join(prefix, style.nameOf(name, member));
        const value = readForm(model, member, at, left, style);
        if (value !== undefined) read[name] = value;
      }
      return prefix === '' || Object.keys(read).length > 0 ? read : undefined;
    }
    case 'list': {
      // An empty list travels as the bare key.
      if (left.get(prefix) === '') left.delete(prefix);
      const item = itemOf(shape);
      const under = style.isFlat(shape, ref) ? prefix : join(prefix, item.locationName ?? 'member');
      return readNumbered(left, under, (at) => readForm(model, item, at, left, style));
    }
    case 'map': {
      const under = style.isFlat(shape, ref) ? prefix : join(prefix, 'entry');
      const ofValue = valueOf(shape);
      const entries = readNumbered(left, under, (at) => {
        const key = left.get(`${at}.${shape.key?.locationName ?? 'key'}`);
        left.delete(`${at}.${shape.key?.locationName ?? 'key'}`);
        const inside = `${at}.${ofValue.locationName ?? 'value'}`;
        const value = readForm(model, ofValue, inside, left, style);
        return key === undefined || value === undefined ? undefined : [key, value];
      });
      return entries && Object.fromEntries(entries as readonly (readonly [string, unknown])[]);
    }
    default: {
      const text = left.get(prefix);
      left.delete(prefix);
      return text === undefined ? undefined : parseScalar(model, ref, text, 'iso8601');
    }
  }
}

function readNumbered(
  left: Form,
  prefix: string,
  read: (at: string) => unknown,
): readonly unknown[] | undefined {
  const values: unknown[] = [];
  for (let number = 1; ; number += 1) {
    const at = `${prefix}.${number}`;
    const present = [...left.keys()].some((key) => key === at || key.startsWith(`${at}.`));
    const value = present ? read(at) : undefined;
    if (value === undefined) return values.length === 0 ? undefined : values;
    values.push(value);
  }
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}
