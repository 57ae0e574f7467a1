/**
 * What ARNs in an address look like; the worker checks them whole. Source of the shapes: the Image
 * Builder model's ARNs.
 */
export const buildPattern =
  /^arn:aws[a-z-]*:imagebuilder:[a-z\d-]+:[a-z\d-]+:image\/[\w-]+\/[\d.]+\/\d+$/;

export const pipelinePattern =
  /^arn:aws[a-z-]*:imagebuilder:[a-z\d-]+:\d{12}:image-pipeline\/[\w-]+$/;

/** An image without version and build. */
export const builderImagePattern =
  /^arn:aws[a-z-]*:imagebuilder:[a-z\d-]+:(?:\d{12}|aws(?:-[a-z-]+)?):image\/[\w-]+$/;
