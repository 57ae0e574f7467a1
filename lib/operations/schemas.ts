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

/** The id of a job, a UUID. */
export const jobId = v.pipe(v.string(), v.uuid());

export const nothing = v.strictObject({});
