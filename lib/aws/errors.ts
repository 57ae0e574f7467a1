import type { CallAnswer } from '../activity/calls';
import type { Change } from '../activity/entry';
import type { IamAction } from '../operations/actions';
import type { Problem } from '../problems/problem';

/** What was being done when an error came. */
export interface CallFacts {
  /** The IAM action of the call, if it has one; named when AWS's sentence does not name it. */
  readonly action?: IamAction;
  /** What a not-found is about, at the start of a sentence: `Image "a"`. */
  readonly what: string;
}

/** What a call that changes something changes: none can be made without saying so. */
export interface ChangeFacts extends CallFacts {
  readonly action: IamAction;
  readonly change: Change;
}

/**
 * Decisions go by the error's name, never by its status: the JSON services answer the same
 * error with 400 or 403. Source of the names: the service models and AWS's "Common Errors";
 * STS has names of its own.
 */
const kinds: Readonly<Record<string, Problem['kind']>> = {
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  UnrecognizedClientException: 'credentials-refused',
  InvalidClientTokenId: 'credentials-refused',
  MissingAuthenticationToken: 'credentials-refused',
  MissingAuthenticationTokenException: 'credentials-refused',
  IncompleteSignature: 'credentials-refused',
  IncompleteSignatureException: 'credentials-refused',
  InvalidSignatureException: 'credentials-refused',
  SignatureDoesNotMatch: 'credentials-refused',
  RequestExpired: 'clock-skew',
  RequestTimeTooSkewed: 'clock-skew',
  AccessDenied: 'permission-missing',
  AccessDeniedException: 'permission-missing',
  // Of Image Builder.
  ForbiddenException: 'permission-missing',
  // Of EC2, as are all names with a point in them.
  UnauthorizedOperation: 'permission-missing',
  AuthFailure: 'credentials-refused',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  // AppStream's real throttle, which the SDK takes for final.
  RequestLimitExceededException: 'throttled',
  // Of Image Builder.
  CallRateLimitExceededException: 'throttled',
  SlowDown: 'throttled',
  // Of Identity Center, where it is not about a sign-in that waits.
  SlowDownException: 'throttled',
  // AppStream's quota error, which the SDK takes for a throttle.
  LimitExceededException: 'quota',
  ServiceQuotaExceededException: 'quota',
  ResourceLimitExceeded: 'quota',
  ResourceShareLimitExceededException: 'quota',
  ResourceNotFoundException: 'not-found',
  'InvalidAMIID.NotFound': 'not-found',
  'InvalidSnapshot.NotFound': 'not-found',
  // Of RAM.
  UnknownResourceException: 'not-found',
  ResourceArnNotFoundException: 'not-found',
  ParentNotFoundException: 'not-found',
  AWSOrganizationsNotInUseException: 'organization',
  ResourceAlreadyExistsException: 'name-taken',
  ResourceNotAvailableException: 'not-available',
  ResourceInUseException: 'not-available',
  ResourceDependencyException: 'not-available',
  InvalidStateTransitionException: 'not-available',
  'InvalidAMIID.Unavailable': 'not-available',
  'InvalidSnapshot.InUse': 'not-available',
  ClientException: 'rejected',
  InvalidRequestException: 'rejected',
  InvalidVersionNumberException: 'rejected',
  // Of AppStream.
  IncompatibleImageException: 'rejected',
  InvalidAccountStatusException: 'rejected',
  InvalidRoleException: 'rejected',
  // Of Image Builder: a token that it did not give, or that has expired.
  InvalidPaginationTokenException: 'rejected',
  InvalidParameterException: 'rejected',
  InvalidParameterCombinationException: 'rejected',
  InvalidParameterValueException: 'rejected',
  IdempotentParameterMismatchException: 'rejected',
  InvalidParameter: 'rejected',
  InvalidParameterCombination: 'rejected',
  InvalidParameterValue: 'rejected',
  InvalidAMIAttributeItemValue: 'rejected',
  'InvalidAMIID.Malformed': 'rejected',
  MissingParameter: 'rejected',
  MalformedArnException: 'rejected',
  UnmatchedPolicyPermissionException: 'rejected',
  ConcurrentModificationException: 'aws-fault',
  InternalError: 'aws-fault',
  InternalFailure: 'aws-fault',
  InternalServerError: 'aws-fault',
  InternalServerException: 'aws-fault',
  InternalServiceException: 'aws-fault',
  // Of RAM.
  ServerInternalException: 'aws-fault',
  // Of Organizations and Image Builder.
  ServiceException: 'aws-fault',
  ServiceUnavailable: 'aws-fault',
  ServiceUnavailableException: 'aws-fault',
  Unavailable: 'aws-fault',
  // A body that is not what the service speaks: cut off, or a proxy's HTML page.
  SyntaxError: 'aws-fault',
  TimeoutError: 'offline',
  AbortError: 'offline',
};

interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  /** Whether the call was signed with a wrong time, if that is known. */
  readonly clockSkewed?: boolean;
}

/** Turns whatever a call threw into a problem. */
export function problemOf(error: unknown, facts: CallFacts): Problem {
  const read = readError(error);
  const kind = kindOf(read);
  switch (kind) {
    case 'permission-missing': {
      if (/multi.?factor ?authentication/i.test(read.message)) return { kind: 'mfa-refused' };
      const denied = deniedAction(read.message);
      // Who lacks a permission is told which; who is in the wrong account is not.
      if (denied === undefined && facts.action?.startsWith('organizations:')) {
        return { kind: 'organization', reason: 'not-administrator' };
      }
      return {
        kind,
        action: denied ?? facts.action ?? 'of this call',
        ...denial(read.message),
      };
    }
    case 'organization':
      return { kind, reason: 'not-in-use' };
    case 'not-found':
      return { kind, what: facts.what };
    case 'not-available':
    case 'quota':
    case 'name-taken':
    case 'rejected':
      return { kind, detail: read.message };
    case 'expired':
    case 'credentials-refused':
    case 'clock-skew':
    case 'throttled':
    case 'aws-fault':
    case 'offline':
      return { kind };
    default:
      if (/DurationSeconds exceeds/.test(read.message)) {
        return { kind: 'session-too-long', detail: read.message };
      }
      return { kind: 'unknown', detail: `${read.name}: ${read.message}` };
  }
}

/** What AWS said of a call: its id of the request, and the name of the error if there was one. */
interface Said {
  readonly requestId?: string | undefined;
  readonly name?: string;
}

/** What AWS said in the error that a call threw; nothing when it came from elsewhere. */
export function saidIn(error: unknown): Said {
  const { name, status, requestId } = readError(error);
  return status === undefined ? {} : { name, requestId };
}

/**
 * What the log may know of an answer: the id of the request and the name of the error. Not its
 * message: AWS's sentences repeat what was sent, a signature's parts among it.
 */
export function traceOf(
  outcome: CallAnswer['outcome'],
  said: Said,
  isSecret: (text: string) => boolean,
): CallAnswer {
  const requestId = plain(said.requestId);
  const detail = plain(said.name);
  return {
    outcome,
    ...(requestId !== undefined && { requestId }),
    ...(detail !== undefined && { detail }),
  };

  function plain(text: string | undefined): string | undefined {
    const fits = text !== undefined && /^[A-Za-z0-9._:-]{1,128}$/.test(text);
    return fits && !isSecret(text) ? text : undefined;
  }
}

function kindOf({ name, message, status, code, clockSkewed }: ErrorFacts): Problem['kind'] {
  const named = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  // EC2 says the same of keys that it does not know and of an AMI that is somebody else's.
  if (name === 'AuthFailure' && /not authorized/i.test(message)) return 'permission-missing';
  // It says the same of a wrong clock too, and of an old token what others say of an old request.
  if (name === 'RequestExpired' && clockSkewed === false) return 'expired';
  const isOfTime = clockSkewed || /signature (?:expired|not yet current)/i.test(message);
  if (named === 'credentials-refused' && isOfTime) return 'clock-skew';
  if (named && !(named === 'aws-fault' && status === 429)) return named;
  if (status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'aws-fault';
  if (isNetworkError(name, message, code)) return 'offline';
  return 'unknown';
}

/** How fetch and Node report that no answer came at all. */
function isNetworkError(name: string, message: string, code: string | undefined): boolean {
  if (code !== undefined) return /^(?:ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT)/.test(code);
  return name === 'TypeError' && /fetch|network|load failed/i.test(message);
}

/** The action that AWS's own sentence names. */
function deniedAction(message: string): string | undefined {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
}

/**
 * What else AWS's sentence tells of a denial; who was denied stays out.
 * Source: IAM, "Troubleshoot access denied error messages".
 */
function denial(message: string): { readonly resource?: string; readonly explicitDeny?: true } {
  const resource = /on resource:? (arn:[^\s,;"']+)/.exec(message)?.[1];
  return {
    ...(resource !== undefined && { resource }),
    ...(/with an explicit deny/.test(message) && { explicitDeny: true as const }),
  };
}

function readError(error: unknown): ErrorFacts {
  if (typeof error !== 'object' || error === null) {
    return { name: 'Error', message: String(error) };
  }
  const { name, message, code, $metadata } = error as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: unknown; requestId?: unknown; clockSkewed?: unknown };
  };
  const status = $metadata?.httpStatusCode;
  const requestId = $metadata?.requestId;
  const clockSkewed = $metadata?.clockSkewed;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : '',
    ...(typeof status === 'number' && { status }),
    ...(typeof code === 'string' && { code }),
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof clockSkewed === 'boolean' && { clockSkewed }),
  };
}
