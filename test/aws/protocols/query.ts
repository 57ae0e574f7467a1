import { awsError } from '../errors';
import { escape } from '../markup';
import type { ServiceModel, Shape, ShapeRef } from '../models';
import { membersOf, shapeOf } from '../models';
import { itemOf, valueOf } from './json';
import type { Plain, Protocol, WireRequest } from './protocol';
import { isPlain } from './protocol';
import { parseScalar, writeScalar } from './scalar';

/**
 * AWS query: a form in, XML out; `Action` names the operation and `Version` the API.
 * Source: the Smithy specification of awsQuery.
 */
export const query: Protocol = {
  route(model, request) {
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
  },

  parse(model, operation, request) {
    const left = new Map(formOf(request));
    left.delete('Action');
    left.delete('Version');
    const read = operation.input ? readForm(model, operation.input, '', left) : {};
    // Reading takes what it knows out of the map: what is left is unknown to the model.
    return { ...(isPlain(read) ? read : {}), ...Object.fromEntries(left) };
  },

  write(model, operation, output, requestId) {
    const inner = operation.output
      ? writeMembers(model, shapeOf(model, operation.output.shape), output)
      : '';
    const wrapper = operation.output?.resultWrapper;
    const result = wrapper === undefined ? inner : element(wrapper, inner);
    const metadata = element('ResponseMetadata', element('RequestId', escape(requestId)));
    return xml(
      200,
      `<${operation.name}Response xmlns="${namespaceOf(model)}">${result}${metadata}</${operation.name}Response>`,
      requestId,
    );
  },

  writeError(model, error, requestId) {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    const body =
      element('Type', type) +
      element('Code', escape(error.code)) +
      element('Message', escape(error.message));
    return xml(
      error.status,
      `<ErrorResponse xmlns="${namespaceOf(model)}">${element('Error', body)}${element('RequestId', escape(requestId))}</ErrorResponse>`,
      requestId,
    );
  },
};

type Form = Map<string, string>;

function formOf(request: WireRequest): Form {
  return new Map(new URLSearchParams(request.body.toString('utf8')));
}

/** Reads the value at a prefix of the form, taking what it read out of `left`. */
function readForm(model: ServiceModel, ref: ShapeRef, prefix: string, left: Form): unknown {
  const shape = shapeOf(model, ref.shape);
  switch (shape.type) {
    case 'structure': {
      const read: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(membersOf(shape))) {
        const value = readForm(model, member, join(prefix, member.locationName ?? name), left);
        if (value !== undefined) read[name] = value;
      }
      return prefix === '' || Object.keys(read).length > 0 ? read : undefined;
    }
    case 'list': {
      // An empty list travels as the bare key.
      if (left.get(prefix) === '') left.delete(prefix);
      const item = itemOf(shape);
      const under =
        (shape.flattened ?? ref.flattened) ? prefix : join(prefix, item.locationName ?? 'member');
      return readNumbered(left, under, (at) => readForm(model, item, at, left));
    }
    case 'map': {
      const under = (shape.flattened ?? ref.flattened) ? prefix : join(prefix, 'entry');
      const ofValue = valueOf(shape);
      const entries = readNumbered(left, under, (at) => {
        const key = left.get(`${at}.${shape.key?.locationName ?? 'key'}`);
        left.delete(`${at}.${shape.key?.locationName ?? 'key'}`);
        const value = readForm(model, ofValue, `${at}.${ofValue.locationName ?? 'value'}`, left);
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

function xml(status: number, body: string, requestId: string) {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `${body}\n`,
  };
}

function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

function namespaceOf(model: ServiceModel): string {
  return model.metadata.xmlNamespace ?? '';
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}
