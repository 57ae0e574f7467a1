import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Scope } from '../../../lib/scope';
import type { DesiredImage, ImagePlace } from '../../../lib/sharing/plan';
import { useAccounts } from '../accounts';
import { useDesk, useEvents } from '../parts';
import type { ReviewOptions } from '../review/plan-review';
import { Review } from '../review/review';
import { useReview } from '../review/use-review';
import { MatrixView } from './matrix-view';
import { createMatrixModel } from './model';

interface MatrixPageProps {
  readonly scope: Scope;
  /** The rows, which must be the same array as long as it is the same matrix. */
  readonly images: readonly ImagePlace[];
  /** Whether only a person says that the page shows this account. */
  readonly chosen: true | undefined;
}

/** Images by accounts, to be edited cell by cell and then reviewed as one plan. */
export function MatrixPage({ scope, images, chosen }: MatrixPageProps) {
  const { client, go } = useDesk();
  const { names } = useAccounts();
  const model = useMemo(() => {
    const rows = images.map(({ region, image }) => ({ region, image: { name: image } }));
    return createMatrixModel(scope, rows, client);
  }, [client, images]);
  const [desired, setDesired] = useState<readonly DesiredImage[]>();
  useEffect(() => {
    model.load();
    return model.end;
  }, [model]);
  useEffect(() => model.rename(names), [model, names]);
  useEvents(useCallback((event) => model.hear(event), [model]));
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="Who may use which image. Nothing changes before you have reviewed it."
        actions={
          <Button
            onClick={() =>
              go({ view: 'bulk', scope, images: namesIn(scope, images), ...(chosen && { chosen }) })
            }
          >
            Choose other images
          </Button>
        }
      >
        Share as a matrix
      </Header>
      {desired ? (
        <Reviewed
          key="review"
          scope={scope}
          desired={desired}
          options={chosen ? { confirmAccount: true } : {}}
          onBack={() => setDesired(undefined)}
        />
      ) : (
        <MatrixView key="matrix" model={model} onReview={setDesired} />
      )}
    </SpaceBetween>
  );
}

function Reviewed(props: {
  readonly scope: Scope;
  readonly desired: readonly DesiredImage[];
  readonly options: ReviewOptions;
  readonly onBack: () => void;
}) {
  const review = useReview(props.scope, props.desired, props.options);
  return review && <Review model={review} onBack={props.onBack} />;
}

/** The images that the other page can select by itself: those of the Region that it begins with. */
function namesIn({ region }: Scope, images: readonly ImagePlace[]): readonly string[] {
  return images.filter((place) => place.region === region).map(({ image }) => image);
}
