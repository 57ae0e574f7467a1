import type { Keys } from '../credentials/secret';
import { createSend, type Place, type SendParts } from './send';

/** Where a call of the query protocol goes, and what it says. */
export interface QueryCall extends Place<'sts'> {
  readonly version: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is read of an answer's XML; nothing when that is not what the service speaks. */
export type ReadXml<Value> = (xml: string) => Value | undefined;

/** Calls with the keys of one caller; gives what the answer says, or throws as the SDK does. */
export type Query = <Value>(call: QueryCall, read: ReadXml<Value>) => Promise<Value>;

/**
 * AWS's query protocol. The SDK's client for the two calls of STS would bring an XML parser and a
 * second signer along, a tenth of the worker; it is what the tests hold this against.
 */
export function createQuery(keys: Keys, parts: SendParts): Query {
  const send = createSend(keys, parts);
  return ({ version, action, parameters, ...place }, read) =>
    send(
      {
        ...place,
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
      },
      {
        value: read,
        fault: (xml) => ({
          code: textOf(xml, 'Code'),
          message: textOf(xml, 'Message'),
          requestId: textOf(xml, 'RequestId'),
        }),
      },
    );
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

/** The text of the first element of a name that has text only; nothing when there is none. */
export function textOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, named) => {
    if (typeof named === 'string') return entities[named] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
