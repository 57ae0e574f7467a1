import { awsError } from '../errors';
import { shapeOf } from '../models';
import { parseBody, structureFromJson, structureToJson } from './json';
import type { Protocol } from './protocol';

const contentType = 'application/x-amz-json-1.1';

/**
 * AWS JSON 1.1: everything is `POST /`, the operation is named by `x-amz-target`.
 * Source: the Smithy specification of awsJson1_1; target prefixes are in the models' metadata.
 */
export const awsJson11: Protocol = {
  route(model, request) {
    const target = request.headers['x-amz-target'] ?? '';
    const prefix = `${model.metadata.targetPrefix ?? ''}.`;
    const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
    const operation = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
    const isJson = request.headers['content-type']?.split(';')[0]?.trim() === contentType;
    if (!operation || !isJson || request.method !== 'POST' || request.path !== '/') {
      throw awsError('UnknownOperationException', 'The operation is not known to this service');
    }
    return operation;
  },

  parse(model, operation, request) {
    const body = parseBody(request.body);
    return operation.input
      ? structureFromJson(model, shapeOf(model, operation.input.shape), body)
      : {};
  },

  write(model, operation, output, requestId) {
    const body = operation.output
      ? structureToJson(model, shapeOf(model, operation.output.shape), output)
      : {};
    return {
      status: 200,
      headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
      body: JSON.stringify(body),
    };
  },

  writeError(_model, error, requestId) {
    return {
      status: error.status,
      headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
      body: JSON.stringify({ __type: error.code, ...error.members }),
    };
  },
};
