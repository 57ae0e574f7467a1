import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { labelOfBuild, readBuildArn } from '../../../../lib/builds/arn';
import { explainScanObstacle } from '../../../../lib/findings/comparable';
import { accountKey } from '../../../../lib/scope';
import { ProblemAlert } from '../../problem-alert';
import { sideNames, type CompareModel, type SideName } from './compare-model';
import { describeDifference } from './side-words';

/** What stands in the way of the comparison, and what its reader must know. */
export function Notices({ model }: { readonly model: CompareModel }) {
  const book = model.book.value;
  const { base, target } = model.sides;
  // A build beside itself needs everything said once.
  const sides = base === target ? (['target'] as const) : sideNames;
  const sentence = differenceOf(model);
  const notices: readonly ComponentChildren[] = [
    ...(sentence === undefined ? [] : [<Alert type="info">{sentence}</Alert>]),
    ...sides.flatMap((side) => noticesOf(model, side)),
    ...(book.state === 'problem'
      ? [
          <Alert type="warning" header="No judgement is taken into account.">
            What was recorded about vulnerabilities cannot be read, so nothing is suppressed here
            and no rule of the gate is evaluated.
          </Alert>,
          <ProblemAlert problem={book.problem} onRetry={model.readBook} />,
        ]
      : []),
  ];
  if (notices.length === 0) return null;
  return (
    <SpaceBetween size="s">
      {notices.map((notice, index) => (
        <div key={index}>{notice}</div>
      ))}
    </SpaceBetween>
  );
}

function noticesOf(model: CompareModel, side: SideName): readonly ComponentChildren[] {
  const { build, reading, read } = model.sides[side];
  const label = labelOfBuild(build);
  const obstacle = model.obstacles[side].value;
  const { head } = reading.value;
  const difference = head && describeDifference(label, head);
  return [
    ...(obstacle === undefined
      ? []
      : [
          <div role="alert">
            <Alert
              type="warning"
              header={`The findings of ${label} cannot be compared.`}
              action={
                obstacle === 'elsewhere' ? (
                  <Button onClick={() => model.takeAsEmpty(side)}>
                    Compare as a build without findings
                  </Button>
                ) : obstacle === 'pending' ? (
                  <Button onClick={() => void read()}>Read again</Button>
                ) : null
              }
            >
              {explainScanObstacle(obstacle)} {head?.build.scan.reason}
            </Alert>
          </div>,
        ]),
    ...(obstacle === undefined && model.emptied.value.has(side)
      ? [
          <div role="alert">
            <Alert type="warning" header={`${label} is compared as a build without findings.`}>
              AWS keeps no findings of its scan in Image Builder. That is not the same as having no
              vulnerabilities: what is told as {side === 'base' ? 'new' : 'fixed'} here may be in
              both builds.
            </Alert>
          </div>,
        ]
      : []),
    ...(difference === undefined ? [] : [<Alert type="warning">{difference}</Alert>]),
  ];
}

/** What the two builds do not have in common; that they are the same one. */
function differenceOf({ sides: { base, target } }: CompareModel): string | undefined {
  if (base === target) return 'The same build is on both sides.';
  const parts = [
    readBuildArn(base.build)?.name !== readBuildArn(target.build)?.name && 'images',
    accountKey(base.scope) !== accountKey(target.scope) && 'accounts',
    base.scope.region !== target.scope.region && 'Regions',
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `The two builds are of different ${lists.format(parts)}.`;
}

const lists = new Intl.ListFormat('en');
