import { hasMembers, textIn } from './members';
import type { Fault, Members, Protocol } from './protocol';

/** AWS's JSON 1.1 protocol. The target is the service as its model names it: `…V20161128`. */
export function jsonProtocol(target: string): Protocol {
  return {
    write: (operation, input) => ({
      method: 'POST',
      path: '/',
      query: {},
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${target}.${operation}`,
      },
      body: JSON.stringify(input),
    }),
    read: readJson,
    fault(text, headers) {
      const said = readJson(text);
      return faultOf(said, textIn(said, '__type') || textIn(said, 'code') || typeOf(headers));
    },
  };
}

/** Reads a JSON answer. Nothing at all is an answer without members, as the SDK takes it. */
export function readJson(text: string): Members | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return hasMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The error that a JSON answer tells of, by the name that is given for it somewhere. */
export function faultOf(said: Members | undefined, named: string | undefined): Fault {
  return {
    code: named && nameOf(named),
    message: textIn(said, 'message') || textIn(said, 'Message'),
  };
}

/** The error that the headers name. */
export function typeOf(headers: Headers): string | undefined {
  return headers.get('x-amzn-errortype') || undefined;
}

/**
 * The name of an error without its namespace and what follows it.
 * Source: the Smithy specifications of awsJson1_1 and restJson1, "Operation error serialization".
 */
function nameOf(text: string): string {
  return (/^[^,:]*/.exec(text)?.[0] ?? '').replace(/^[^#]*#/, '');
}
