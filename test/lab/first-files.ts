/** The file system in memory with which the kernel starts: busybox, modules, and the script that prepares the machine. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kernel, nameOf } from './kernel.ts';

/** Loaded at the start, with their options. One camera that is a webcam; a USB bus whose devices are programs of the machine itself. */
export const MODULES: Readonly<Record<string, string>> = {
  '9pnet_virtio': '',
  '9p': '',
  configfs: '',
  vivid: 'n_devs=1 node_types=0x1 num_inputs=1 input_types=0x0',
  dummy_hcd: '',
  usb_f_acm: '',
  cdc_acm: '',
};

/**
 * The files of this machine become the files of the started one, read-only, so that nothing has to be copied. `/run` is memory, and with it
 * all temporary files.
 */
const START = `#!/bin/busybox sh
b=/bin/busybox
$b mkdir -p /proc /sys /dev /host
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs devtmpfs /dev
while read -r file options; do
  $b insmod /modules/$file $options || echo "lab: $file was not loaded"
done </modules/order
$b mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=1048576,cache=loose host /host
$b mount -t configfs configfs /sys/kernel/config
for place in proc sys dev; do $b mount --move /$place /host/$place; done
$b mount -t tmpfs tmpfs /host/run
$b mkdir -p /host/run/tmp /host/dev/shm /host/dev/pts
$b mount -t tmpfs tmpfs /host/dev/shm
$b mount -t devpts devpts /host/dev/pts
$b ifconfig lo up
$b cp /job /host/run/job
$b chroot /host /bin/sh /run/job
echo "lab: ended with $?"
$b poweroff -f
`;

/**
 * Writes the archive. Needs `busybox` (linked statically) and `xz`.
 *
 * @param job text of a shell script that runs when the machine is ready
 * @param folder an empty folder of the caller
 */
export function writeFirstFiles(kernel: Kernel, job: string, folder: string): string {
  const root = join(folder, 'files');
  mkdirSync(join(root, 'bin'), { recursive: true });
  mkdirSync(join(root, 'modules'));
  copyFileSync('/usr/bin/busybox', join(root, 'bin/busybox'));
  const order = kernel.modules.map((file) => {
    const name = nameOf(file);
    writeFileSync(join(root, 'modules', `${name}.ko`), execFileSync('xz', ['-dc', file], { maxBuffer: 2 ** 26 }));
    return `${name}.ko ${MODULES[name] ?? ''}\n`;
  });
  writeFileSync(join(root, 'modules/order'), order.join(''));
  writeFileSync(join(root, 'job'), job);
  writeFileSync(join(root, 'init'), START);
  chmodSync(join(root, 'init'), 0o755);
  const archive = join(folder, 'files.cpio');
  execFileSync('sh', ['-c', `find . | busybox cpio -o -H newc >${JSON.stringify(archive)} 2>/dev/null`], { cwd: root });
  return archive;
}
