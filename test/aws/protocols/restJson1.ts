import { awsError } from '../errors';
import type { Operation, ServiceModel, Shape, ShapeRef } from '../models';
import { membersOf, shapeOf } from '../models';
import { fromJson, itemOf, parseBody, structureFromJson, structureToJson, toJson } from './json';
import type { Plain, Protocol, WireRequest } from './protocol';
import { isPlain } from './protocol';
import { parseScalar, writeScalar } from './scalar';

/**
 * AWS REST JSON 1: the operation is the method and the URI template; members travel in the path,
 * the query, the headers and the JSON body, as `location` says.
 * Source: the Smithy specification of restJson1.
 */
export const restJson1: Protocol = {
  route(model, request) {
    const found = Object.values(model.operations)
      .filter((operation) => matchUri(operation, request) !== undefined)
      // A literal segment wins over a label, so that /tags/x is not read as /{anything}/x; and what
      // asks for a query parameter wins over what does not, as /token?aws_iam=t does.
      .toSorted(
        (one, other) =>
          labelsOf(one).length - labelsOf(other).length ||
          literalQuery(other).size - literalQuery(one).size,
      )[0];
    if (!found) throw awsError('UnknownOperationException', 'No operation has this method and URI');
    return found;
  },

  parse(model, operation, request) {
    if (!operation.input) return {};
    const shape = shapeOf(model, operation.input.shape);
    const input: Record<string, unknown> = {};
    const labels = matchUri(operation, request) ?? {};
    for (const [name, ref] of Object.entries(membersOf(shape))) {
      const read = readBound(model, name, ref, labels, request);
      if (read !== undefined) input[name] = read;
    }
    return {
      ...unknownQuery(operation, shape, request),
      ...bodyMembers(model, shape, request),
      ...input,
    };
  },

  write(model, operation, output, requestId) {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
    };
    let status = operation.http.responseCode ?? 200;
    if (!operation.output) return { status, headers, body: '{}' };
    const shape = shapeOf(model, operation.output.shape);
    for (const [name, ref] of Object.entries(membersOf(shape))) {
      const value = output[name];
      if (value === undefined) continue;
      if (ref.location === 'header') {
        headers[(ref.locationName ?? name).toLowerCase()] = writeScalar(
          model,
          ref,
          value,
          'rfc822',
        );
      }
      if (ref.location === 'headers' && isPlain(value)) {
        for (const [key, each] of Object.entries(value)) {
          headers[`${ref.locationName ?? ''}${key}`.toLowerCase()] = String(each);
        }
      }
      if (ref.location === 'statusCode' && typeof value === 'number') status = value;
    }
    const payload = shape.payload === undefined ? undefined : membersOf(shape)[shape.payload];
    const body =
      payload && shape.payload !== undefined
        ? toJson(model, payload, output[shape.payload])
        : structureToJson(model, shape, output, bodyNames(shape));
    return { status, headers, body: JSON.stringify(body ?? {}) };
  },

  writeError(_model, error, requestId) {
    return {
      status: error.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        // AWS adds the shape's namespace after a colon; clients must cut it off.
        'x-amzn-errortype': `${error.code}:http://internal.amazon.com/coral/`,
      },
      body: JSON.stringify(error.members),
    };
  },
};

type Labels = Readonly<Record<string, string>>;

/** Gives the labels of the path, or undefined when the request is not for this operation. */
function matchUri(operation: Operation, request: WireRequest): Labels | undefined {
  if (operation.http.method !== request.method) return undefined;
  const [path = '/'] = operation.http.requestUri.split('?');
  for (const [key, value] of literalQuery(operation)) {
    if (!request.query.has(key)) return undefined;
    if (value !== '' && request.query.get(key) !== value) return undefined;
  }
  const pattern = path
    .split('/')
    .map((segment) => segmentPattern(segment))
    .join('/');
  const found = new RegExp(`^${pattern}$`, 'u').exec(request.path);
  if (!found) return undefined;
  return Object.fromEntries(
    labelsOf(operation).map((label, index) => [label, decodeLabel(found[index + 1] ?? '')]),
  );
}

function segmentPattern(segment: string): string {
  const label = /^\{[^}]+\}$/u.test(segment);
  if (label) return segment.endsWith('+}') ? '(.+)' : '([^/]+)';
  return segment.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

function labelsOf(operation: Operation): readonly string[] {
  const path = operation.http.requestUri.split('?')[0] ?? '';
  return Array.from(path.matchAll(/\{([^}+]+)\+?\}/gu), (match) => match[1] ?? '');
}

function literalQuery(operation: Operation): URLSearchParams {
  return new URLSearchParams(operation.http.requestUri.split('?')[1] ?? '');
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw awsError('SerializationException', 'The path is not percent-encoded UTF-8');
  }
}

function readBound(
  model: ServiceModel,
  name: string,
  ref: ShapeRef,
  labels: Labels,
  request: WireRequest,
): unknown {
  const wire = ref.locationName ?? name;
  switch (ref.location) {
    case 'uri': {
      const text = labels[wire];
      return text === undefined ? undefined : parseScalar(model, ref, text, 'iso8601');
    }
    case 'querystring':
      return readQuery(model, ref, request.query.getAll(wire));
    case 'header': {
      const text = request.headers[wire.toLowerCase()];
      return text === undefined ? undefined : parseScalar(model, ref, text, 'rfc822');
    }
    case 'headers': {
      const prefix = wire.toLowerCase();
      const found = Object.entries(request.headers)
        .filter(([header]) => header.startsWith(prefix))
        .map(([header, text]) => [header.slice(prefix.length), text]);
      return found.length === 0 ? undefined : Object.fromEntries(found);
    }
    default:
      return undefined;
  }
}

function readQuery(model: ServiceModel, ref: ShapeRef, texts: readonly string[]): unknown {
  const [first] = texts;
  if (first === undefined) return undefined;
  const shape = shapeOf(model, ref.shape);
  if (shape.type === 'list') {
    return texts.map((text) => parseScalar(model, itemOf(shape), text, 'iso8601'));
  }
  return parseScalar(model, ref, first, 'iso8601');
}

/** Query parameters that belong to no member: kept by name, so that the validation refuses them. */
function unknownQuery(operation: Operation, shape: Shape, request: WireRequest): Plain {
  const known = new Set(
    Object.entries(membersOf(shape))
      .filter(([, ref]) => ref.location === 'querystring')
      .map(([name, ref]) => ref.locationName ?? name),
  );
  const literal = literalQuery(operation);
  const left = [...request.query].filter(([key]) => !known.has(key) && !literal.has(key));
  return Object.fromEntries(left.map(([key, value]) => [`?${key}`, value]));
}

function bodyMembers(model: ServiceModel, shape: Shape, request: WireRequest): Plain {
  if (request.body.length === 0) return {};
  const body = parseBody(request.body);
  if (shape.payload !== undefined) {
    const payload = membersOf(shape)[shape.payload];
    return payload ? { [shape.payload]: fromJson(model, payload, body) } : {};
  }
  const inBody = bodyNames(shape);
  const bodyShape: Shape = {
    ...shape,
    members: Object.fromEntries(
      Object.entries(membersOf(shape)).filter(([name]) => inBody.includes(name)),
    ),
  };
  const read = structureFromJson(model, bodyShape, body);
  // A member that belongs elsewhere does not count here; under another name it is refused.
  return Object.fromEntries(
    Object.entries(read).map(([name, value]) => [
      !inBody.includes(name) && Object.hasOwn(membersOf(shape), name)
        ? `${name} in the body`
        : name,
      value,
    ]),
  );
}

function bodyNames(shape: Shape): readonly string[] {
  return Object.entries(membersOf(shape))
    .filter(([, ref]) => ref.location === undefined)
    .map(([name]) => name);
}
