import type { Handlers } from '../handler';
import { actions } from './image-builder/actions';
import { configurations } from './image-builder/configurations';
import { findings } from './image-builder/findings';
import { images } from './image-builder/images';
import { lifecycle } from './image-builder/lifecycle';
import { pipelines } from './image-builder/pipelines';
import { policies } from './image-builder/policies';
import { making } from './image-builder/making';
import { recipes } from './image-builder/recipes';
import { workflows } from './image-builder/workflows';

/** EC2 Image Builder, as far as the product calls it. */
export const imagebuilder = {
  ...images,
  ...pipelines,
  ...configurations,
  ...recipes,
  ...making,
  ...workflows,
  ...findings,
  ...policies,
  ...actions,
  ...lifecycle,
} satisfies Handlers;
