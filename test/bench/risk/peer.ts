/** scikit-learn's HistGradientBoostingClassifier on the same features, trained in the same run; optional. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Reads float32 rows and labels, trains with the settings of our trees, and writes log odds as float64. */
const PROGRAM = `
import sys, time, numpy, sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
folder, width, trees = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
read = lambda name: numpy.fromfile(f"{folder}/{name}", dtype="<f4").reshape(-1, width)
labels = numpy.fromfile(f"{folder}/labels", dtype="u1")
model = HistGradientBoostingClassifier(max_iter=trees, learning_rate=0.05, max_depth=4, max_leaf_nodes=12, min_samples_leaf=50,
    l2_regularization=1.0, early_stopping=False, random_state=11)
began = time.process_time()
model.fit(read("training"), labels)
seconds = time.process_time() - began
for part in ("tuning", "later"):
    model.decision_function(read(part)).astype("<f8").tofile(f"{folder}/{part}.scores")
print(sklearn.__version__, round(seconds, 2))
`;

export interface PeerInput {
  readonly training: readonly Float32Array[];
  readonly fraud: readonly boolean[];
  readonly tuning: readonly Float32Array[];
  readonly later: readonly Float32Array[];
  readonly trees: number;
}

export interface PeerScores {
  readonly version: string;
  readonly trainingSeconds: number;
  readonly tuning: readonly number[];
  readonly later: readonly number[];
}

/** @param python program that has scikit-learn; `undefined` when it has not */
export function peerScores(
  python: string,
  { training, fraud, tuning, later, trees }: PeerInput,
): PeerScores | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'risk-peer-'));
  try {
    const write = (name: string, rows: readonly Float32Array[]) =>
      writeFileSync(
        join(folder, name),
        Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
      );
    write('training', training);
    write('tuning', tuning);
    write('later', later);
    writeFileSync(join(folder, 'labels'), Uint8Array.from(fraud, Number));
    const width = String(training[0]?.length ?? 0);
    const run = spawnSync(python, ['-c', PROGRAM, folder, width, String(trees)], { encoding: 'utf8' });
    if (run.status !== 0) return undefined;
    const scores = (part: string): number[] => {
      const bytes = readFileSync(join(folder, `${part}.scores`));
      return Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readDoubleLE(at * 8));
    };
    const [version = '', seconds = ''] = run.stdout.trim().split(' ');
    return { version, trainingSeconds: Number(seconds), tuning: scores('tuning'), later: scores('later') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
