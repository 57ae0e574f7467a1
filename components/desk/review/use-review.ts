import { useEffect, useState } from 'preact/hooks';
import type { Scope } from '../../../lib/scope';
import type { DesiredImage } from '../../../lib/sharing/plan';
import { useDesk } from '../parts';
import { createReview, type ReviewModel } from './model';
import type { ReviewOptions } from './plan-review';

/** The review of what is desired when the view appears; ends with the view. */
export function useReview(
  scope: Scope,
  desired: readonly DesiredImage[],
  options: ReviewOptions = {},
): ReviewModel | undefined {
  const desk = useDesk();
  const [model, setModel] = useState<ReviewModel>();
  useEffect(() => {
    const made = createReview(desk, scope, desired, options);
    setModel(made);
    return made.end;
    // One review for each time that the view is shown, whatever is drawn again around it.
  }, []);
  return model;
}
