import type { RepositoryApplication } from '../../applications/application';
import { bashText, comment } from '../../shell';
import { addCall, createCall, removeCall, type AssistantCall } from './calls';
import type { ScriptOrder } from './order';
import { fileNameOf } from './source';
import { headerOf, intentOf, outcomeOf, stepTitle } from './words';

/** The script of an order for the bash of a Linux image builder. Its lines end as they do there. */
export function bashImageScript(order: ScriptOrder): string {
  const parts = [
    '#!/usr/bin/env bash',
    ...headerOf(order).map(comment),
    '',
    bashFunctions,
    '',
    `say ${bashText(intentOf(order))}`,
    '',
    ...order.applications.flatMap((application, index) => [
      ...applicationLines(application, stepTitle(index, order)),
      '',
    ]),
    '# What was downloaded shall not become a part of the image.',
    'clean_up',
    '',
    "begin 'Dry run of the image'",
    assistantLine(createCall(order, { dryRun: true })),
    '',
    "begin 'Image'",
    assistantLine(createCall(order, { dryRun: false })),
    `say ${bashText(outcomeOf(order))}`,
    '',
  ];
  return parts.join('\n');
}

const bashFunctions = `set -u

say() {
  printf '%s\\n' "$1"
}

# stop MESSAGE CODE
stop() {
  printf 'Stopped. %s\\nNo image is being made.\\n' "$1" >&2
  exit "$2"
}

# fail MESSAGE: says in which step
fail() {
  stop "$step: $1" 1
}

as_root() {
  if [ "$EUID" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

if ! command -v AppStreamImageAssistant >/dev/null; then
  stop 'There is no Image Assistant: this is not a Linux image builder.' 2
fi
if ! folder=$(mktemp -d) || ! chmod 755 "$folder"; then
  stop 'No folder can be made for downloads.' 2
fi

clean_up() {
  cd / && as_root rm -rf "$folder"
}
trap clean_up EXIT
trap 'echo Stopped. >&2; exit 130' INT

number=0
step=
from=
work=

# begin TITLE: a new step, with a folder of its own and no source
begin() {
  number=$((number + 1))
  step=$1
  from=
  work="$folder/$number"
  say "$step"
}

# from_s3 ADDRESS FILE
from_s3() {
  from="$work/$2"
  mkdir -p "$work" || fail 'No folder can be made for the download.'
  aws s3 cp "$1" "$from" --profile appstream_machine_role --only-show-errors ||
    fail 'It could not be downloaded from Amazon S3 with the IAM role of the image builder.'
}

# from_web ADDRESS FILE
from_web() {
  from="$work/$2"
  mkdir -p "$work" || fail 'No folder can be made for the download.'
  curl --fail --silent --show-error --location --globoff --proto '=https' --tlsv1.2 \\
    --output "$from" --url "$1" || fail 'It could not be downloaded.'
}

# from_path PATH
from_path() {
  from=$1
  [ -e "$from" ] || fail "There is no $from."
}

# install_with COMMAND
install_with() {
  local code=0
  mkdir -p "$work" && printf '%s\\n' "$1" >"$folder/install-$number.sh" ||
    fail 'The install command cannot be written to a file.'
  (cd "$work" && as_root env "SOURCE=$from" bash -e "$folder/install-$number.sh") || code=$?
  [ "$code" -eq 0 ] || fail "The install command has ended with $code."
}

# starts_with PATH
starts_with() {
  [ -f "$1" ] || fail "There is no $1, with which it starts."
}

# take_out OPERATION OPTIONS: what an earlier run has added; the first time there is nothing
take_out() {
  as_root AppStreamImageAssistant "$@" >/dev/null 2>&1
}

# assistant OPERATION OPTIONS: it has to say that its status is 0
assistant() {
  local answer code=0
  local success='"status"[[:space:]]*:[[:space:]]*0[[:space:]]*[,}]'
  answer=$(as_root AppStreamImageAssistant "$@") || code=$?
  if [ "$code" -ne 0 ] || ! [[ $answer =~ $success ]]; then
    fail "Image Assistant has ended $1 with $code and says: $answer"
  fi
}`;

function applicationLines(application: RepositoryApplication, title: string): readonly string[] {
  const { id, install, launchPath } = application;
  return [
    `begin ${bashText(title)}`,
    ...sourceLines(application),
    ...(install
      ? [
          comment(`The install command of ${id}, as it was entered.`),
          `install_with ${bashText(install.replaceAll(/\r\n?/g, '\n'))}`,
        ]
      : []),
    `starts_with ${bashText(launchPath)}`,
    `take_out ${wordsOf(removeCall(application))}`,
    assistantLine(addCall(application)),
  ];
}

function sourceLines({ source }: RepositoryApplication): readonly string[] {
  if (!source) return [];
  if (source.kind === 'path') return [`from_path ${bashText(source.path)}`];
  const file = bashText(fileNameOf(source));
  return source.kind === 's3'
    ? [`from_s3 ${bashText(source.uri)} ${file}`]
    : [`from_web ${bashText(source.url)} ${file}`];
}

function assistantLine(call: AssistantCall): string {
  return `assistant ${wordsOf(call)}`;
}

function wordsOf(call: AssistantCall): string {
  return call.map(bashWord).join(' ');
}

/** Without quotes where nothing in it could mean anything to bash. */
function bashWord(word: string): string {
  return /^[\w.:/-]+$/.test(word) ? word : bashText(word);
}
