import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { explainProblem } from '../../../lib/problems/explain';
import type { MatrixModel } from './model';
import { counted, describeRow } from './words';

/** How many images are named with what is wrong with them; there is a button for all. */
const named = 5;

/** The images whose sharing could not be read, each with its reason and another try. */
export function RowProblems({ model }: { readonly model: MatrixModel }) {
  const broken = model.matrix.value.rows.flatMap((row, index) =>
    row.load.state === 'problem' ? [{ row, index, problem: row.load.problem }] : [],
  );
  if (broken.length === 0) return null;
  const rest = broken.length - named;
  return (
    <div role="alert">
      <Alert
        type="error"
        header={`${counted(broken.length, 'image')} could not be read.`}
        action={
          broken.length > 1 ? (
            <Button onClick={() => model.retry(broken.map(({ index }) => index))}>
              Try all again
            </Button>
          ) : null
        }
      >
        <ul class="desk-plain-list">
          {broken.slice(0, named).map(({ row, index, problem }) => {
            const { summary, advice } = explainProblem(problem);
            return (
              <li key={index} class="desk-line">
                <span>
                  <strong>{describeRow(row)}</strong>: {summary} {advice}
                </span>
                <Button
                  variant="inline-link"
                  ariaLabel={`Try again ${describeRow(row)}`}
                  onClick={() => model.retry([index])}
                >
                  Try again
                </Button>
              </li>
            );
          })}
        </ul>
        {rest > 0 && `And ${rest} more.`}
      </Alert>
    </div>
  );
}
