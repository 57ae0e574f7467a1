import { escapeUri } from '@smithy/core/protocols';
import { faultOf, readJson, typeOf } from './json';
import { textIn } from './members';
import type { Members, Message, Protocol } from './protocol';

/** Where an operation goes, and which members of its input go elsewhere than into the body. */
interface Binding extends Pick<Message, 'method' | 'path'> {
  /** Whether the members are the query; they are the body otherwise. */
  readonly inQuery?: boolean;
  /** The member that is a part of the path, which is neither. */
  readonly inPath?: string;
}

/** AWS's REST JSON 1 protocol, with the binding of a service's operations to HTTP. */
function restProtocol(bind: (operation: string, input: Members) => Binding): Protocol {
  return {
    write(operation, input) {
      const { method, path, inQuery, inPath } = bind(operation, input);
      const rest = Object.entries(input).filter(
        ([name, value]) => name !== inPath && value !== undefined,
      );
      if (inQuery) {
        const query = Object.fromEntries(rest.map(([name, value]) => [name, textsOf(value)]));
        return { method, path, query, headers: {} };
      }
      return {
        method,
        path,
        query: {},
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(rest)),
      };
    },
    read: readJson,
    fault(text, headers) {
      const said = readJson(text);
      return faultOf(said, typeOf(headers) || textIn(said, 'code') || textIn(said, '__type'));
    },
  };
}

function textsOf(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}

/** What the first word of an operation of Image Builder makes of it; the others are `PUT`. */
const methods: Readonly<Record<string, Message['method']>> = {
  Get: 'GET',
  List: 'POST',
  Delete: 'DELETE',
};

/** The three operations about tags have one path. */
const tagMethods: Readonly<Record<string, Message['method']>> = {
  ListTagsForResource: 'GET',
  TagResource: 'POST',
  UntagResource: 'DELETE',
};

/**
 * EC2 Image Builder. Every operation but GetMarketplaceResource, which is not called, keeps to
 * these rules. Source: the `http` traits of the service's model.
 */
export const imageBuilderProtocol = restProtocol((operation, input) => {
  const tagging = tagMethods[operation];
  if (tagging) {
    const inPath = 'resourceArn';
    const path = `/tags/${escapeUri(textIn(input, inPath) ?? '')}`;
    return { method: tagging, path, inPath, inQuery: tagging !== 'POST' };
  }
  const method = methods[/^[A-Z][a-z]+/.exec(operation)?.[0] ?? ''] ?? 'PUT';
  return { method, path: `/${operation}`, inQuery: method === 'GET' || method === 'DELETE' };
});

/** AWS Resource Access Manager. Source: the `http` traits of the service's model. */
export const ramProtocol = restProtocol((operation) => {
  const path = `/${operation.toLowerCase()}`;
  if (operation.startsWith('Delete')) return { method: 'DELETE', path, inQuery: true };
  return {
    method: 'POST',
    path,
    inQuery: operation === 'PromoteResourceShareCreatedFromPolicy',
  };
});

/**
 * Amazon Inspector, of which one operation is called. Source: the `http` trait of
 * SearchVulnerabilities in the service's model, Inspector2.
 */
export const inspectorProtocol = restProtocol(() => ({
  method: 'POST',
  path: '/vulnerabilities/search',
}));
