/**
 * The errors that EC2 may answer, with their HTTP statuses; its model declares none.
 *
 * Source of the names: "Error codes for the Amazon EC2 API" of the EC2 API reference. Sources of the
 * statuses: aws/aws-sdk-java#1443 for RequestExpired, getmoto/moto#1980 for DryRunOperation,
 * FoxxMD/laravel-elasticbeanstalk-cron#15 for AuthFailure, the reports that the handlers name for
 * the others of 400. General knowledge: 403 of UnauthorizedOperation, 503 of RequestLimitExceeded.
 */
const statuses: Readonly<Record<string, number>> = {
  AuthFailure: 401,
  DryRunOperation: 412,
  IncompleteSignature: 400,
  InternalError: 500,
  InternalFailure: 500,
  InvalidAMIAttributeItemValue: 400,
  'InvalidAMIID.Malformed': 400,
  'InvalidAMIID.NotFound': 400,
  'InvalidAMIID.Unavailable': 400,
  InvalidAction: 400,
  InvalidParameter: 400,
  InvalidParameterCombination: 400,
  InvalidParameterValue: 400,
  'InvalidSnapshot.NotFound': 400,
  'InvalidSnapshotID.Malformed': 400,
  'InvalidUserID.Malformed': 400,
  MissingAuthenticationToken: 400,
  OperationNotPermitted: 400,
  RequestExpired: 400,
  RequestLimitExceeded: 503,
  ResourceLimitExceeded: 400,
  ServiceUnavailable: 503,
  UnauthorizedOperation: 403,
  Unavailable: 503,
};

interface Form {
  readonly code: string;
  /** EC2's own words, made of those of other services; theirs unless given. */
  readonly words?: (message: string) => string;
}

const authFailure: Form = {
  code: 'AuthFailure',
  words: () => 'AWS was not able to validate the provided access credentials',
};
const tooFast: Form = { code: 'RequestLimitExceeded', words: () => 'Request limit exceeded.' };

/**
 * What EC2 calls the errors that any AWS operation may answer.
 *
 * Sources of the words: aws/aws-sdk-java#1443, FoxxMD/laravel-elasticbeanstalk-cron#15,
 * hashicorp/packer#10071, aws/aws-cli#53. Assumption: a request off the model is always called
 * InvalidParameterValue, where EC2 has MissingParameter and UnknownParameter too.
 */
const forms: Readonly<Record<string, Form>> = {
  AccessDeniedException: {
    code: 'UnauthorizedOperation',
    words: (message) => `You are not authorized to perform this operation. ${message}`,
  },
  ExpiredTokenException: { code: 'RequestExpired', words: () => 'Request has expired.' },
  IncompleteSignatureException: { code: 'IncompleteSignature' },
  InternalFailure: { code: 'InternalError', words: () => 'An internal error has occurred' },
  InvalidSignatureException: authFailure,
  MissingAuthenticationTokenException: { code: 'MissingAuthenticationToken' },
  RequestLimitExceeded: tooFast,
  SerializationException: { code: 'InvalidParameterValue' },
  ServiceUnavailable: { code: 'Unavailable' },
  Throttling: tooFast,
  ThrottlingException: tooFast,
  TooManyRequestsException: tooFast,
  UnknownOperationException: { code: 'InvalidAction' },
  UnrecognizedClientException: authFailure,
  ValidationException: { code: 'InvalidParameterValue' },
};

/** Gives an error the name, words and status that EC2 has for it; nothing when EC2 has none. */
export function inEc2(
  code: string,
  message: string,
): { readonly code: string; readonly message: string; readonly status: number } | undefined {
  const form = forms[code] ?? { code };
  const status = statuses[form.code];
  if (status === undefined) return undefined;
  return { code: form.code, message: form.words?.(message) ?? message, status };
}
