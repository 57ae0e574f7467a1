import { escape } from '../markup';
import type { FormStyle } from './form';
import { parseForm, routeForm } from './form';
import type { Protocol } from './protocol';
import { element, opening, writeOutput } from './xml';

const style: FormStyle = {
  nameOf: (name, ref) => ref.locationName ?? name,
  isFlat: (shape, ref) => shape.flattened ?? ref.flattened ?? false,
};

/**
 * AWS query: a form in, XML out; `Action` names the operation and `Version` the API.
 * Source: the Smithy specification of awsQuery.
 */
export const query: Protocol = {
  route: routeForm,

  parse: (model, operation, request) => parseForm(model, operation, request, style),

  write(model, operation, output, requestId) {
    const inner = writeOutput(model, operation, output);
    const wrapper = operation.output?.resultWrapper;
    const result = wrapper === undefined ? inner : element(wrapper, inner);
    const metadata = element('ResponseMetadata', element('RequestId', escape(requestId)));
    const name = `${operation.name}Response`;
    return xml(200, `${opening(model, name)}${result}${metadata}</${name}>`, requestId);
  },

  writeError(model, error, requestId) {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    const body =
      element('Type', type) +
      element('Code', escape(error.code)) +
      element('Message', escape(error.message));
    const inner = element('Error', body) + element('RequestId', escape(requestId));
    const name = 'ErrorResponse';
    return xml(error.status, `${opening(model, name)}${inner}</${name}>`, requestId);
  },
};

function xml(status: number, body: string, requestId: string) {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `${body}\n`,
  };
}
