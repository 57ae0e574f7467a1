import { escape } from '../markup';
import type { FormStyle } from './form';
import { parseForm, routeForm } from './form';
import type { Protocol } from './protocol';
import { element, opening, writeOutput } from './xml';

const style: FormStyle = {
  nameOf(name, { queryName, locationName = name }) {
    return queryName ?? locationName.charAt(0).toUpperCase() + locationName.slice(1);
  },
  isFlat: () => true,
};

/**
 * EC2's own kind of AWS query: lists are flat in forms, and members have names of their own there;
 * answers have no wrapper around the result and errors another shape.
 * Source: the Smithy specification of ec2Query; the answers in aws/aws-sdk#97 and aws/aws-cli#1083.
 */
export const ec2: Protocol = {
  route: routeForm,

  parse: (model, operation, request) => parseForm(model, operation, request, style),

  write(model, operation, output, requestId) {
    // Source: the examples of the API reference: who has nothing to say says that it went well.
    const inner = operation.output
      ? writeOutput(model, operation, output)
      : element('return', 'true');
    const id = element('requestId', escape(requestId));
    const name = `${operation.name}Response`;
    return xml(200, `${opening(model, name)}${id}${inner}</${name}>`, requestId);
  },

  writeError(_model, error, requestId) {
    const body = element('Code', escape(error.code)) + element('Message', escape(error.message));
    const inner =
      element('Errors', element('Error', body)) + element('RequestID', escape(requestId));
    return xml(error.status, element('Response', inner), requestId);
  },
};

/** EC2 puts each element on a line of its own, which readers of its answers have to bear. */
function xml(status: number, body: string, requestId: string) {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body.replaceAll('><', '>\n    <')}\n`,
  };
}
