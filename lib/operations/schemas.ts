import * as v from 'valibot';

/** An account id. Source: AWS prose; the AppStream model itself takes any digits. */
export const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/));

/** An image name. Source: the AppStream model's `Name`. */
export const imageName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/));

/** The ARN of an AppStream image; a public image's has no account. */
export const imageArn = v.pipe(
  v.string(),
  v.maxLength(1024),
  v.regex(/^arn:aws(?:-cn|-us-gov)?:appstream:[a-z0-9-]+:(?:\d{12})?:image\/[a-zA-Z0-9_.-]+$/),
);

export const imageRef = v.strictObject({ name: imageName, arn: v.exactOptional(imageArn) });

export const partition = v.picklist(['aws', 'aws-us-gov', 'aws-cn']);

export const accountScope = v.strictObject({ partition, account: accountId });

/** The shape of a Region code; whether there is such a Region is another question. */
export const regionCode = v.pipe(v.string(), v.maxLength(32), v.regex(/^[a-z0-9-]+$/));

export const scope = v.strictObject({ partition, account: accountId, region: regionCode });

/** The id of the root of an organization or of a unit. Source: the Organizations model's `ParentId`. */
export const unitId = v.pipe(
  v.string(),
  v.regex(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/),
);

/** The digest of a plan, in hex. */
export const planDigest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The id of a job, a UUID. */
export const jobId = v.pipe(v.string(), v.uuid());

export const nothing = v.strictObject({});

const buildArnStart = String.raw`arn:aws(?:-cn|-us-gov)?:imagebuilder:[a-z0-9-]+:(?:\d{12}|aws(?:-[a-z-]+)?)`;

const imageBuilderArn = (rest: string) =>
  v.pipe(v.string(), v.maxLength(1024), v.regex(new RegExp(`^${buildArnStart}:${rest}$`)));

/** The ARN of an image build version. Source: the Image Builder model's `ImageBuildVersionArn`. */
export const buildArn = imageBuilderArn(String.raw`image/[a-z0-9-_]+/\d+\.\d+\.\d+/\d+`);

/** The ARN of an image version. Source: the Image Builder model's `ImageVersionArn`. */
export const imageVersionArn = imageBuilderArn(String.raw`image/[a-z0-9-_]+/\d+\.\d+\.\d+`);

/** The ARN of an image without its version: what its builds have in common. */
export const imageArnOfBuilder = imageBuilderArn('image/[a-z0-9-_]+');

/** The ARN of a pipeline. Source: the Image Builder model's `ImagePipelineArn`. */
export const pipelineArn = imageBuilderArn('image-pipeline/[a-z0-9-_]+');

/** The ARN of distribution settings. Source: the model's `DistributionConfigurationArn`. */
export const distributionArn = imageBuilderArn('distribution-configuration/[a-z0-9-_]+');

/** The ARN of an infrastructure configuration. Source: the model. */
export const infrastructureArn = imageBuilderArn('infrastructure-configuration/[a-z0-9-_]+');

/** The ARN of a version or a build of a component. Source: the model. */
export const componentArn = imageBuilderArn(
  String.raw`component/[a-z0-9-_]+/\d+\.\d+\.\d+(?:/\d+)?`,
);

/** The name of a recipe, and a version of it. Source: the model's `ResourceName`, `VersionNumber`. */
export const recipeName = v.pipe(
  v.string(),
  v.regex(/^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/),
);
export const recipeVersion = v.pipe(v.string(), v.regex(/^\d{1,10}\.\d{1,10}\.\d{1,10}$/));

const uuid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** The id of a workflow's run, and that of one of its steps. Source: the Image Builder model. */
export const workflowId = v.pipe(v.string(), v.regex(new RegExp(`^wf-${uuid}$`)));
export const stepId = v.pipe(v.string(), v.regex(new RegExp(`^step-${uuid}$`)));

/** Where a list goes on. Source: the Image Builder model's `PaginationToken`. */
export const pageToken = v.pipe(v.string(), v.minLength(1), v.maxLength(65_535));

/**
 * Whom an Image Builder image can be shared with: an account, an organization or a unit.
 * Source: the Image Builder model's `OrganizationArn` and `OrganizationalUnitArn`.
 */
export const principal = v.pipe(
  v.string(),
  v.regex(
    /^(?:\d{12}|arn:aws(?:-cn|-us-gov)?:organizations::\d{12}:(?:organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}))$/,
  ),
);

/** The name or ARN of an IAM role. Source: the Image Builder model's `RoleNameOrArn`. */
export const roleNameOrArn = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(2048),
  v.regex(/^(?:arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/)?[a-zA-Z_0-9+=,.@\-_/]+$/),
);
