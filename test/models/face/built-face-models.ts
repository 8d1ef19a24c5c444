import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';

const folder = join(projectRoot(), '.models', 'onnx');
const missing = ['blazeface-back', 'facemesh', 'mobilefacenet', 'mobilefacenet-512'].filter(
  (name) => !existsSync(join(folder, `${name}.onnx`)),
);

/** True when the built models are missing: tests that need them then skip. In CI they run and fail. */
export const withoutModels = missing.length > 0 && process.env['CI'] === undefined;
if (withoutModels) process.stderr.write(`skipped: ${missing.join(', ')} not built ("npm run models" builds them)\n`);
