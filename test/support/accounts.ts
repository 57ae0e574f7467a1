/** Owns the images of the believable world. */
export const ownerAccount = '111122223333';

/** Uses images of the owner, and shares some of its own back. */
export const customerAccount = '444455556666';

/** Looks at everybody's images, and is named in a policy by somebody else's tool. */
export const auditAccount = '530000000001';
