import { inEc2 } from './ec2-errors';
import type { Operation, ServiceModel, ServiceName } from './models';
import { shapeOf } from './models';

/** An error as the service answers it: a value that handlers throw and the server writes. */
export class AwsError extends Error {
  readonly code: string;
  /** An HTTP status that differs from the code's usual one, as HTTP 429 throttling does. */
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** Makes the error that AWS names `code`; the server refuses to answer with an undeclared one. */
export function awsError(code: string, message: string, status?: number): AwsError {
  return new AwsError(code, message, status);
}

interface CommonError {
  /** Status of JSON-RPC services, by their older API pages. */
  readonly json: number;
  /** Status of REST services, and of every service by AWS's newer "Common Error Types" pages. */
  readonly rest: number;
  /** What the query protocol calls it, where its name is another one. */
  readonly query?: string;
  readonly queryStatus?: number;
}

/**
 * The errors that any AWS operation may answer without declaring them. Names and statuses are
 * general knowledge of AWS and only partly documented, hence `errorStatus` of the server: clients
 * must decide by name.
 */
const commonErrors: Readonly<Record<string, CommonError>> = {
  AccessDeniedException: { json: 400, rest: 403, query: 'AccessDenied', queryStatus: 403 },
  ExpiredTokenException: { json: 400, rest: 403, query: 'ExpiredToken', queryStatus: 403 },
  IncompleteSignatureException: {
    json: 400,
    rest: 403,
    query: 'IncompleteSignature',
    queryStatus: 403,
  },
  InternalFailure: { json: 500, rest: 500 },
  InvalidSignatureException: {
    json: 400,
    rest: 403,
    query: 'SignatureDoesNotMatch',
    queryStatus: 403,
  },
  MissingAuthenticationTokenException: {
    json: 400,
    rest: 403,
    query: 'MissingAuthenticationToken',
    queryStatus: 403,
  },
  RequestLimitExceeded: { json: 503, rest: 503 },
  SerializationException: { json: 400, rest: 400, query: 'MalformedInput' },
  ServiceUnavailable: { json: 503, rest: 503 },
  Throttling: { json: 400, rest: 400 },
  ThrottlingException: { json: 400, rest: 429, query: 'Throttling', queryStatus: 400 },
  TooManyRequestsException: { json: 429, rest: 429 },
  UnknownOperationException: { json: 400, rest: 404, query: 'InvalidAction', queryStatus: 400 },
  UnrecognizedClientException: {
    json: 400,
    rest: 403,
    query: 'InvalidClientTokenId',
    queryStatus: 403,
  },
  ValidationException: { json: 400, rest: 400, query: 'ValidationError', queryStatus: 400 },
};

/**
 * Errors that a service answers although its model does not declare them.
 * Source: "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No
 * access", as the AWS CLI's users report it. Of Image Builder: aws-sdk-js-v3 issue 2901 for ListImages;
 * and terraform-provider-aws, which takes ResourceNotFoundException from GetImage and its like for
 * what is not there. Assumption: the statuses, which are those of operations that declare the error.
 */
const undeclaredErrors: Readonly<Partial<Record<ServiceName, Readonly<Record<string, number>>>>> = {
  imagebuilder: {
    InvalidParameterCombinationException: 400,
    ResourceNotFoundException: 404,
  },
  sso: { ForbiddenException: 403 },
};

/**
 * What these services call a request that is off the model, which others call ValidationException.
 * Source: their InvalidRequestException, "a required parameter might be missing or out of range",
 * RAM's InvalidParameterException, "a parameter you specified isn't valid", and the INVALID_PATTERN, MAX_VALUE_EXCEEDED and others among the reasons of Organizations'
 * InvalidInputException, which all of their operations declare.
 */
const invalidRequest: Readonly<Partial<Record<ServiceName, string>>> = {
  organizations: 'InvalidInputException',
  ram: 'InvalidParameterException',
  sso: 'InvalidRequestException',
  'sso-oidc': 'InvalidRequestException',
};

/** An error with the name and status that go on the wire, and the shape it has in the model. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /**
   * What a JSON body says beside the name: the message in the member that the model has for it,
   * which is `Message` with AppStream and `message` with others; OAuth's two members with sso-oidc.
   */
  readonly members: Readonly<Record<string, string>>;
}

/** Which of the two documented sets of statuses the common errors take. */
export type ErrorStatus = 'older' | 'newer';

/** Tells whether an operation may answer with that error: it declares it, or every operation may. */
export function mayRaise(operation: Operation, code: string): boolean {
  return Object.hasOwn(commonErrors, code) || declares(operation, code);
}

/** Tells whether the operation itself declares the error, by the name of its shape. */
export function declares(operation: Operation, code: string): boolean {
  return (operation.errors ?? []).some((error) => error.shape === code);
}

/**
 * Gives the error as the protocol of that service writes it.
 *
 * Throws a plain Error when the operation may not raise it: a fake that answers with what AWS
 * cannot answer would teach its clients wrong things.
 */
export function toWireError(
  model: ServiceModel,
  operation: Operation | undefined,
  error: AwsError,
  errorStatus: ErrorStatus,
): WireError {
  if (model.protocol === 'ec2') return ec2Error(operation, error);
  const instead = invalidRequest[model.id];
  if (instead !== undefined && error.code === 'ValidationException') {
    return declaredError(model, awsError(instead, error.message));
  }
  const common = commonErrors[error.code];
  // AssumeRole declares an ExpiredTokenException, for tokens of identity providers. What STS calls
  // the caller's own expired session is ExpiredToken, as with every operation of the query protocol.
  const isOfSigner = model.protocol === 'query' && common !== undefined;
  if (operation && declares(operation, error.code) && !isOfSigner) {
    return declaredError(model, error);
  }
  const undeclared = undeclaredErrors[model.id]?.[error.code];
  if (undeclared !== undefined) {
    return {
      code: error.code,
      message: error.message,
      status: undeclared,
      members: membersOfError(model, error, []),
    };
  }
  if (!common) {
    throw new Error(
      `${model.id}:${operation?.name ?? '?'} neither declares ${error.code} nor is it common`,
    );
  }
  const isQuery = model.protocol === 'query';
  const byProtocol =
    model.protocol === 'restJson1' || errorStatus === 'newer' ? common.rest : common.json;
  return {
    code: isQuery ? (common.query ?? error.code) : error.code,
    message: error.message,
    status: error.status ?? (isQuery ? (common.queryStatus ?? byProtocol) : byProtocol),
    members: { message: error.message },
  };
}

function ec2Error(operation: Operation | undefined, error: AwsError): WireError {
  const found = inEc2(error.code, error.message);
  if (!found) throw new Error(`ec2:${operation?.name ?? '?'} knows no error ${error.code}`);
  return { ...found, status: error.status ?? found.status, members: {} };
}

function declaredError(model: ServiceModel, error: AwsError): WireError {
  const shape = shapeOf(model, error.code);
  return {
    code: shape.error?.code ?? error.code,
    message: error.message,
    status: error.status ?? shape.error?.httpStatusCode ?? 400,
    members: membersOfError(model, error, Object.keys(shape.members ?? {})),
  };
}

function membersOfError(
  model: ServiceModel,
  error: AwsError,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (names.includes('error_description')) {
    return { error: oauthCode(error.code), error_description: error.message };
  }
  const member = names.find((name) => name.toLowerCase() === 'message') ?? 'message';
  // The access portal names the error in its body too, as botocore's debug output shows.
  const type = model.id === 'sso' && { __type: `com.amazonaws.switchboard.portal#${error.code}` };
  return { [member]: error.message, ...type };
}

/**
 * Gives OAuth's code of an error: `authorization_pending` for AuthorizationPendingException.
 * Source: the documentation of each error's `error` member in the model of sso-oidc.
 */
function oauthCode(code: string): string {
  if (code === 'InternalServerException') return 'server_error';
  return code
    .replace(/Exception$/u, '')
    .replaceAll(/(?<=[a-z])[A-Z]/gu, '_$&')
    .toLowerCase();
}
