import { awsError } from '../errors';
import type { ServiceModel, Shape, ShapeRef } from '../models';
import { membersOf, shapeOf } from '../models';
import type { Plain } from './protocol';
import { isPlain } from './protocol';

/** Parses a JSON body of a request; nothing at all is the same as no members. */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw awsError('SerializationException', 'The request body is not JSON');
  }
}

/**
 * Turns a value from a JSON body into the model's types: epoch seconds into Dates, base64 into
 * bytes, names on the wire into member names. Nulls are left out, as AWS reads them as absent.
 * Throws SerializationException where a value has the wrong JSON type.
 */
export function fromJson(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref.shape);
  switch (shape.type) {
    case 'structure':
      return structureFromJson(model, shape, value);
    case 'list': {
      if (!Array.isArray(value)) throw wrongType(value, 'a list');
      const item = itemOf(shape);
      return value.filter((each) => each !== null).map((each) => fromJson(model, item, each));
    }
    case 'map': {
      if (!isPlain(value)) throw wrongType(value, 'a map');
      const ofValue = valueOf(shape);
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== null)
          .map(([key, each]) => [key, fromJson(model, ofValue, each)]),
      );
    }
    case 'string':
      return must(typeof value === 'string', value, 'a String');
    case 'boolean':
      return must(typeof value === 'boolean', value, 'a Boolean');
    case 'integer':
    case 'long':
      return must(Number.isSafeInteger(value), value, 'an Integer');
    case 'float':
    case 'double':
      return must(typeof value === 'number', value, 'a Double');
    case 'timestamp':
      if (typeof value !== 'number') throw wrongType(value, 'a Timestamp');
      return new Date(value * 1000);
    case 'blob':
      if (typeof value !== 'string') throw wrongType(value, 'a Blob');
      return new Uint8Array(Buffer.from(value, 'base64'));
  }
}

/**
 * Turns a plain value into what JSON carries. Members that the model does not know are left out:
 * the output was validated before.
 */
export function toJson(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref.shape);
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (shape.type === 'list' && Array.isArray(value)) {
    const item = itemOf(shape);
    return value.map((each) => toJson(model, item, each));
  }
  if (shape.type === 'map' && isPlain(value)) {
    const ofValue = valueOf(shape);
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, toJson(model, ofValue, each)]),
    );
  }
  if (shape.type === 'structure' && isPlain(value)) return structureToJson(model, shape, value);
  return value;
}

/** Writes the named members of a structure, by their names on the wire. */
export function structureToJson(
  model: ServiceModel,
  shape: Shape,
  value: Plain,
  names: readonly string[] = Object.keys(membersOf(shape)),
): Plain {
  const written: Record<string, unknown> = {};
  for (const name of names) {
    const ref = membersOf(shape)[name];
    const each = value[name];
    if (ref && each !== undefined) written[ref.locationName ?? name] = toJson(model, ref, each);
  }
  return written;
}

/** Reads a structure from an object; what the model does not know keeps its name. */
export function structureFromJson(model: ServiceModel, shape: Shape, value: unknown): Plain {
  if (!isPlain(value)) throw wrongType(value, 'a structure');
  const nameOnWire = new Map(
    Object.entries(membersOf(shape)).map(([name, ref]) => [ref.locationName ?? name, name]),
  );
  const read: Record<string, unknown> = {};
  for (const [wire, each] of Object.entries(value)) {
    if (each === null) continue;
    const name = nameOnWire.get(wire) ?? wire;
    const ref = membersOf(shape)[name];
    read[name] = ref && nameOnWire.has(wire) ? fromJson(model, ref, each) : each;
  }
  return read;
}

/** What the items of a list are; throws when the model does not say, which no model does. */
export function itemOf(shape: Shape): ShapeRef {
  if (!shape.member) throw new Error('A list of the model has no member shape');
  return shape.member;
}

/** What the values of a map are. */
export function valueOf(shape: Shape): ShapeRef {
  if (!shape.value) throw new Error('A map of the model has no value shape');
  return shape.value;
}

function must(holds: boolean, value: unknown, expected: string): unknown {
  if (!holds) throw wrongType(value, expected);
  return value;
}

function wrongType(value: unknown, expected: string): Error {
  const kind = Array.isArray(value) ? 'list' : typeof value;
  return awsError('SerializationException', `A ${kind} cannot be converted to ${expected}`);
}
