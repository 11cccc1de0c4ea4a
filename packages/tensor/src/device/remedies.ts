/** What to do when this machine has no adapter, or computes on the CPU although it has a GPU. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterInfo } from './adapter.ts';

/** What the advice depends on. */
export interface MachineFacts {
  platform: NodeJS.Platform;
  /** An NVIDIA kernel driver is loaded. */
  nvidia: boolean;
  /** A GPU with a kernel driver of the DRM kind (AMD, Intel, virtual GPUs). */
  dri: boolean;
  /** Whether the manifest of Mesa's software driver lies where Vulkan loaders look. */
  lavapipe: boolean;
}

/** Names of Vulkan driver manifests in the folders that loaders search by default. */
export function driverManifests(): string[] {
  const folders = ['/etc', '/usr/local/share', '/usr/share'].map((folder) => join(folder, 'vulkan', 'icd.d'));
  return folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder));
}

/**
 * Advice for a person, each item a sentence or two; empty if nothing is amiss.
 *
 * @param found the adapters that Dawn accepts
 */
export function remedies(found: readonly AdapterInfo[], machine: MachineFacts = machineFacts()): string[] {
  if (found.some(({ kind }) => kind === 'gpu')) return [];
  if (machine.platform === 'darwin') {
    return [
      'Dawn uses Metal here. A virtual machine without GPU support has none: run on the machine itself.',
    ];
  }
  if (machine.platform === 'win32') {
    return ["Dawn uses Direct3D 12 here. Install the GPU vendor's current driver, and all Windows updates."];
  }
  if (machine.platform !== 'linux') {
    return [`The npm package webgpu has no build for ${machine.platform}; use Linux, macOS or Windows.`];
  }
  const advice: string[] = [];
  if (machine.nvidia) {
    advice.push(
      "An NVIDIA GPU is there, but its Vulkan driver is not. Install the driver's Vulkan part (Ubuntu: " +
        'libnvidia-gl-<version of the kernel driver>, Debian: nvidia-vulkan-icd). In a container, start it with ' +
        'NVIDIA_DRIVER_CAPABILITIES=all, so that nvidia_icd.json and libGLX_nvidia.so.0 are mounted.',
    );
  }
  if (machine.dri) {
    advice.push(
      'A GPU is there (/dev/dri), but Dawn has no Vulkan driver for it that it accepts. AMD and Intel: install Mesa ' +
        '(Debian and Ubuntu: mesa-vulkan-drivers; Fedora: mesa-vulkan-drivers; Arch: vulkan-radeon or vulkan-intel), ' +
        'and join the groups that own /dev/dri/renderD* (render, video).',
    );
  }
  if (machine.lavapipe && !found.some(({ name }) => /llvmpipe/i.test(name))) {
    advice.push(
      "Mesa's software driver is installed, but Dawn does not accept it: Mesa 22.3 (Debian 12) is too old. On Debian " +
        '12 install mesa-vulkan-drivers from bookworm-backports (25.0.7 works); elsewhere update Mesa.',
    );
  }
  if (found.length === 0 && !machine.lavapipe) {
    advice.push(
      "Install Mesa's software driver (Debian 13 and Ubuntu: mesa-vulkan-drivers; Debian 12: the same from " +
        'bookworm-backports, since its own is too old; Fedora: mesa-vulkan-drivers; Arch: vulkan-swrast) and the ' +
        'Vulkan loader (libvulkan1, vulkan-loader or vulkan-icd-loader).',
    );
  }
  return advice;
}

/** Looks around on this machine. */
function machineFacts(): MachineFacts {
  return {
    platform: process.platform,
    nvidia: existsSync('/dev/nvidiactl'),
    dri: existsSync('/dev/dri'),
    lavapipe: driverManifests().some((name) => name.startsWith('lvp_icd')),
  };
}
