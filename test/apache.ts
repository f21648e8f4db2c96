import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { freePort } from './free-port';

/** Debian's Apache, without what Debian has around it. */
const APACHE = '/usr/sbin/apache2';
const APACHE_MODULES = '/usr/lib/apache2/modules';
const hasApache = spawnSync(APACHE, ['-v']).status === 0;

/** Tests of what Apache makes of a configuration, where there is one. */
export function describeApache(tests: () => void): void {
  if (hasApache) describe('what Apache makes of it', tests);
  else
    describe.skip('what Apache makes of it [skipped: there is no apache2 here; .ci/install-tools installs it]', tests);
}

export interface Answer {
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An Apache at work on a folder, of whose `html` it serves the files. */
export class Apache {
  private constructor(
    private readonly server: ChildProcess,
    private readonly port: number,
  ) {}

  /**
   * Starts one.
   * @param folder where its own files go
   * @param modules what is loaded besides the least
   * @param lines further configuration
   */
  static async start(folder: string, modules: readonly string[], lines: readonly string[]): Promise<Apache> {
    const port = await freePort();
    const configuration = [
      `ServerRoot ${folder}`,
      `PidFile ${folder}/apache.pid`,
      `ErrorLog ${folder}/error.log`,
      'ServerName localhost',
      `Listen 127.0.0.1:${port}`,
      ...['mpm_prefork', 'authz_core', 'dir', ...modules].map(
        (name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`,
      ),
      '<Directory />',
      '  AllowOverride None', // what others leave in a folder above is not Apache's
      '  Require all denied',
      '</Directory>',
      `<Directory ${folder}/html>`,
      '  AllowOverride All',
      '  Require all granted',
      '</Directory>',
      ...lines,
      `<VirtualHost *:${port}>`,
      `  DocumentRoot ${folder}/html`,
      '</VirtualHost>',
    ];
    writeFileSync(join(folder, 'apache.conf'), configuration.join('\n'));
    const server = spawn(APACHE, ['-X', '-f', join(folder, 'apache.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const apache = new Apache(server, port);
    for (let tries = 0; tries < 100 && (await apache.ask('/').catch(() => undefined)) === undefined; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return apache;
  }

  ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path, headers, agent: false }, (response) => {
        let body = '';
        response.on('data', (data) => {
          body += data;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  async stop(): Promise<void> {
    this.server.kill('SIGKILL');
    await new Promise((resolve) => this.server.once('exit', resolve));
  }
}
