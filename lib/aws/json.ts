import type { Keys } from '../credentials/secret';
import { createSend, type Place, type SendParts } from './send';

/** Where a call of the JSON 1.1 protocol goes, and what it says. */
export interface JsonCall extends Place<'organizations'> {
  /** The service and the operation, as the model names them: `AWSOrganizationsV20161128.ListRoots`. */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is read of an answer; nothing when that is not what the service speaks. */
export type ReadJson<Value> = (answer: unknown) => Value | undefined;

/** Calls with the keys of one caller; gives what the answer says, or throws as the SDK does. */
export type Json = <Value>(call: JsonCall, read: ReadJson<Value>) => Promise<Value>;

/**
 * AWS's JSON 1.1 protocol, for services of which only a few calls are needed: another client of
 * the SDK would add ten kilobytes to a worker whose start is paid by the kilobyte. The tests hold
 * this against that client.
 */
export function createJson(keys: Keys, parts: SendParts): Json {
  const send = createSend(keys, parts);
  return ({ target, input, ...place }, read) =>
    send(
      {
        ...place,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
        body: JSON.stringify(input),
      },
      {
        value: (text) => read(parse(text)),
        fault(text, headers) {
          const { __type, code, message, Message } = recordOf(parse(text));
          const named = [__type, code, headers.get('x-amzn-errortype')].find(isText);
          return { code: named && nameOf(named), message: [message, Message].find(isText) };
        },
      },
    );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * The name of an error without its namespace and what follows it.
 * Source: the Smithy specification of awsJson1_1, "Operation error serialization".
 */
function nameOf(text: string): string {
  return (/^[^,:]*/.exec(text)?.[0] ?? '').replace(/^[^#]*#/, '');
}
