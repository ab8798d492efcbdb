// What `npm run bench` prints: the median of each measurement and how many times its group's
// baseline that is. Times drift between machines; ratios to a baseline of the same run do not.

/** The last column: against the first measurement after the baseline, as 1k Pods are to 150k. */
const heading = ['', 'median', '× baseline', '× first'];

export default class BenchRatios {
  onTestRunEnd(modules, errors) {
    for (const { task } of modules) for (const suite of task.tasks) printGroup(suite);
    for (const error of errors) console.error(error.stack ?? error.message);
  }
}

function printGroup({ name, tasks }) {
  const measured = tasks.flatMap((each) => {
    const { median } = each.result?.benchmark ?? {};
    if (median === undefined) console.error(`${each.name}: not measured`);
    return median === undefined ? [] : [{ name: each.name, median }];
  });
  const [baseline, first] = measured;
  if (baseline === undefined) return;
  const rows = measured.map((each) => [
    each.name,
    `${milliseconds(each.median)} ms`,
    each === baseline ? '' : ratio(each.median / baseline.median),
    each === baseline || first === undefined ? '' : ratio(each.median / first.median),
  ]);
  console.log(`\n${name}`);
  for (const row of [heading, ...rows]) console.log(line(row));
}

function line([name, ...figures]) {
  return `  ${name.padEnd(48)}${figures.map((figure) => figure.padStart(14)).join('')}`;
}

function milliseconds(value) {
  return value.toPrecision(3);
}

function ratio(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
