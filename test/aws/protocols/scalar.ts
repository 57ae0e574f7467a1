import { awsError } from '../errors';
import type { ServiceModel, ShapeRef, TimestampFormat } from '../models';
import { shapeOf } from '../models';

/**
 * Reads a scalar from text, as paths, queries, headers and forms carry it. `format` is how that
 * place writes timestamps unless the model says otherwise.
 * Throws SerializationException (as an AwsError) when the text is not of the type.
 */
export function parseScalar(
  model: ServiceModel,
  ref: ShapeRef,
  text: string,
  format: TimestampFormat,
): unknown {
  const shape = shapeOf(model, ref.shape);
  switch (shape.type) {
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw unreadable(text, shape.type);
      return text === 'true';
    case 'integer':
    case 'long':
      if (!/^-?\d+$/u.test(text)) throw unreadable(text, shape.type);
      return Number(text);
    case 'float':
    case 'double':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw unreadable(text, shape.type);
      return Number(text);
    case 'timestamp': {
      const isEpoch = (ref.timestampFormat ?? shape.timestampFormat ?? format) === 'unixTimestamp';
      const date = isEpoch ? new Date(Number(text) * 1000) : new Date(text);
      if (Number.isNaN(date.getTime())) throw unreadable(text, shape.type);
      return date;
    }
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** Writes a scalar as text; the counterpart of {@link parseScalar}. */
export function writeScalar(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  format: TimestampFormat,
): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!(value instanceof Date)) return String(value);
  switch (ref.timestampFormat ?? shapeOf(model, ref.shape).timestampFormat ?? format) {
    case 'unixTimestamp':
      return String(value.getTime() / 1000);
    case 'rfc822':
      return value.toUTCString();
    case 'iso8601':
      return value.toISOString().replace('.000Z', 'Z');
  }
}

function unreadable(text: string, type: string): Error {
  return awsError('SerializationException', `'${text}' cannot be converted to ${type}`);
}
