import { escapeUri } from '@smithy/core/protocols';
import { hasMembers, memberIn, textIn } from './members';
import type { Protocol } from './protocol';
import { parseXml } from './xml';

/**
 * AWS's query protocol, and EC2's kind of it: a form in, XML out. Members of the input have the
 * names that they have on the wire, where a list is `ImageId.1`, `ImageId.2` although the model
 * has `ImageIds`. Source: the Smithy specifications of awsQuery and ec2Query.
 */
export function queryProtocol(version: string): Protocol {
  return {
    write: (operation, input) => ({
      method: 'POST',
      path: '/',
      query: {},
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: [['Action', operation], ['Version', version], ...fieldsOf(input)]
        .map(([name = '', value = '']) => `${escapeUri(name)}=${escapeUri(value)}`)
        .join('&'),
    }),
    read(text, operation) {
      const root = parseXml(text);
      if (root?.name !== `${operation}Response`) return undefined;
      // EC2's answers have no element around the result.
      const result = memberIn(root.content, `${operation}Result`) ?? root.content;
      return hasMembers(result) ? result : {};
    },
    fault(text) {
      const said = parseXml(text)?.content;
      const error = memberIn(memberIn(said, 'Errors') ?? said, 'Error');
      return {
        code: textIn(error, 'Code'),
        message: textIn(error, 'Message'),
        requestId: textIn(said, 'RequestId') ?? textIn(said, 'RequestID'),
      };
    },
  };
}

/** The fields of a value: `Filter.1.Value.2`. */
function fieldsOf(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value)
    ? value.map((item: unknown, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return members.flatMap(([key, member]) => fieldsOf(member, name === '' ? key : `${name}.${key}`));
}
