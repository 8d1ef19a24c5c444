import { ManifestError, loadManifest } from '../files/manifest.ts';
import { ModelBuildError } from '../files/build-error.ts';
import { type BuildOptions, buildModels } from './build-models.ts';
import { buildRiskGraph } from './build-risk-graph.ts';
import { buildConfig } from './config.ts';
import { modelFolders } from './model-folders.ts';
import { npmPack } from './npm-pack.ts';
import { findDigests } from './print-digests.ts';

/** `npm run models`: makes sure that every model of the manifest is built. Exit code 1 means refused, with the reason. */
async function main(): Promise<void> {
  const { npm, printDigests } = buildConfig(process.argv.slice(2));
  const report = (line: string): void => void process.stderr.write(`models: ${line}\n`);
  const options: BuildOptions = {
    manifest: loadManifest(),
    folders: modelFolders(),
    fetchPackage: npmPack({ npm, report }),
    report,
  };
  if (printDigests) {
    process.stdout.write(`${JSON.stringify(await findDigests(options), null, 2)}\n`);
    return;
  }
  await buildModels(options);
  await buildRiskGraph(options);
  report(`${options.manifest.models.length + 1} ready`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ModelBuildError || error instanceof ManifestError)) throw error;
  process.stderr.write(`models: refused (${error.code}): ${error.message}\n`);
  process.exitCode = 1;
}
