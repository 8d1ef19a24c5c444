/**
 * Computes the centring of the embeddings and the calibration of the face score, and measures the gain of each part.
 * `npm run bench -- face-score --help` lists the options; `--write` puts both into the project.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { centringFile, centringText } from '../../models/face/centring.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { ablation } from './face-score/ablation.ts';
import { groupedFaces } from './face-score/cross-fit.ts';
import { fairFace, type GroupedData, labeledFaces } from './face-score/data.ts';
import { fitScore } from './face-score/fit-score.ts';
import { DIRECTIONS, makeCentring } from './face-score/make-centring.ts';
import { parseScoreOptions, USAGE } from './face-score/options.ts';
import { jsonText, rounded } from './face-score/rounded.ts';
import { writeRecord } from './support/record.ts';
import { runBench } from './support/run-bench.ts';

await runBench(USAGE, run);

async function run(): Promise<void> {
  const options = parseScoreOptions(process.argv.slice(2));
  const grouped = await fairFace(options);
  const mated = await labeledFaces(options);
  console.log(
    `FairFace: ${grouped.faces.length} faces, ${grouped.usable.length} without advice, ${grouped.impostors.length} impostor pairs of one group; ` +
      `LFW: ${mated.faces.length} faces, ${mated.genuine.length} genuine pairs`,
  );
  const groups = groupedFaces(grouped.faces);
  const centring = makeCentring(groups, DIRECTIONS);
  const text = centringText(centring);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const { calibration: fitted, tail, strangers } = fitScore(grouped, mated, centring, sha256);
  const calibration = rounded(fitted);
  for (const { statedRate, score, pooled, worstGroup, randomImpostors, falseNonMatchRate } of calibration.statement
    .operatingPoints) {
    console.log(
      `stated ${statedRate}: score ${score.toFixed(3)}, one group ${pooled.falseMatchRate.toExponential(1)}, worst ${worstGroup.group} ` +
        `${worstGroup.falseMatchRate.toExponential(1)}, random impostors ${randomImpostors.falseMatchRate.toExponential(1)}, FNMR ${(100 * falseNonMatchRate).toFixed(2)} %`,
    );
  }
  for (const { falseMatchRate, falseNonMatchRate } of strangers) {
    console.log(`random impostors ${falseMatchRate}: FNMR ${(100 * falseNonMatchRate).toFixed(2)} %`);
  }
  if (options.ablation)
    console.log('FNMR on LFW at 1e-3 and 4.5e-4 within groups; worst ethnicity over geometric mean at 3e-3');
  const variants = options.ablation ? ablation(grouped, mated) : undefined;
  if (options.write) {
    writeFileSync(centringFile(), text);
    const file = join(projectRoot(), 'models', 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { calibrations: { comparator: string }[] };
    const others = manifest.calibrations.filter(({ comparator }) => !comparator.startsWith('face/'));
    const entry = centringEntry(grouped, text, sha256);
    const { calibrations: _, ...rest } = manifest;
    const written = { ...rest, centring: entry, calibrations: [calibration, ...others] };
    writeFileSync(file, jsonText(written));
    console.log(`written: ${centringFile()} (${sha256}), ${file}`);
  }
  writeRecord(
    'face-score',
    {
      data: {
        fairFace: { faces: grouped.faces.length, usable: grouped.usable.length, impostors: grouped.impostors.length },
        labeledFaces: { faces: mated.faces.length, genuine: mated.genuine.length },
      },
      centring: { sha256, directions: DIRECTIONS, groups: groups.length },
      operatingPoints: calibration.statement.operatingPoints,
      tail,
      strangers,
      variants,
    },
    options.json,
  );
}

function centringEntry({ faces, people, labelsSha256, imagesSha256 }: GroupedData, text: string, sha256: string) {
  const peopleOf = new Map<string, Set<number>>();
  faces.forEach(({ group, person }) => peopleOf.set(group, (peopleOf.get(group) ?? new Set()).add(person)));
  return {
    sha256,
    bytes: Buffer.byteLength(text),
    data: {
      name: 'FairFace, development part (adults, margin 0.25)',
      source: 'https://github.com/joojs/fairface',
      images: faces.length,
      people: new Set(people).size,
      groups: peopleOf.size,
      leastPeople: Math.min(...[...peopleOf.values()].map(({ size }) => size)),
      labelsSha256,
      imagesSha256,
    },
    method:
      'For each network: the mean of the mean directions of the groups (sex and ethnicity), portraits and frames alike, and the first ' +
      `${DIRECTIONS} right singular vectors of the groups' means less their mean. Made by npm run bench -- face-score --write.`,
    licence: {
      declared: 'CC-BY-4.0',
      provenance:
        'FairFace (Karkkainen and Joo, 2021), images of the YFCC100M data set. Means over at least as many people as leastPeople says; ' +
        'no image and no template of one person is stored.',
    },
  };
}
