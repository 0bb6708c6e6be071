/** The files of a host as text, and its links with where they lead, by their paths. */
export interface HostTree {
  readonly files: ReadonlyMap<string, string>;
  readonly links: ReadonlyMap<string, string>;
}

/** What the other files of a host keep to, and where they do not. */
export interface TreeRule {
  readonly rule: string;
  readonly broken: (tree: HostTree) => boolean;
}

const UNITS = 'etc/systemd/system/';

function linesOf({ files }: HostTree, path: string): readonly string[] {
  return (files.get(path) ?? '').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

const usersIn = (tree: HostTree): readonly (readonly string[])[] =>
  linesOf(tree, 'etc/sysusers.d/agent-host.conf').flatMap((line) => {
    const [, ...fields] = /^u (\S+) (\d+):(\d+) (?:"(?:[^"\\]|\\.)*"|\S+) (\S+) (\S+)$/.exec(line) ?? [];
    return fields.length === 0 ? [] : [fields];
  });

export const TREE_RULES: readonly TreeRule[] = [
  {
    rule: 'accounts are made with the words of the oldest systemd: g, u and m',
    broken: (tree) => linesOf(tree, 'etc/sysusers.d/agent-host.conf').some((line) => !/^[gum] /.test(line)),
  },
  {
    rule: 'an account has an id of its own, a group of the same id, its own home and no other group than agents',
    broken: (tree) => {
      const lines = linesOf(tree, 'etc/sysusers.d/agent-host.conf');
      const users = usersIn(tree);
      return (
        users.length !== lines.filter((line) => line.startsWith('u ')).length ||
        new Set(users.map(([, uid]) => uid)).size !== users.length ||
        users.some(
          ([user = '', uid, gid, home]) =>
            !/^agent-[a-z][a-z0-9-]*$/.test(user) ||
            uid !== gid ||
            Number(uid) <= 4000 ||
            home !== `/home/${user}` ||
            !lines.includes(`g ${user} ${uid} -`),
        ) ||
        lines.filter((line) => line.startsWith('m ')).join() !== users.map(([user]) => `m ${user} agents`).join()
      );
    },
  },
  {
    rule: 'directories are made with the words of the oldest systemd: d, f and h',
    broken: (tree) => linesOf(tree, 'etc/tmpfiles.d/agent-host.conf').some((line) => !/^[dfh] \//.test(line)),
  },
  {
    rule: 'a home is its own and closed, and so is what root keeps for it',
    broken: (tree) => {
      const lines = linesOf(tree, 'etc/tmpfiles.d/agent-host.conf');
      return usersIn(tree).some(
        ([user = '']) =>
          !lines.includes(`d /home/${user} 0700 ${user} ${user} -`) ||
          !lines.includes(`d /etc/agent-host/homes/${user.slice('agent-'.length)} 0750 root ${user} -`),
      );
    },
  },
  {
    rule: 'every account has an audit that belongs to root and can only grow',
    broken: (tree) => {
      const lines = linesOf(tree, 'etc/tmpfiles.d/agent-host.conf');
      return usersIn(tree).some(([user]) =>
        [
          `d /var/log/${user} 0750 root agents-audit -`,
          `f /var/log/${user}/audit.jsonl 0640 root agents-audit -`,
          `h /var/log/${user}/audit.jsonl - - - - +a`,
        ].some((line) => !lines.includes(line)),
      );
    },
  },
  {
    rule: 'every audit is rotated, and can only grow again afterwards',
    broken: (tree) => {
      const text = tree.files.get('etc/logrotate.d/agent-host') ?? '';
      const [, first = ''] = /\tfirstaction\n([^]*?)\tendscript/.exec(text) ?? [];
      const [, last = ''] = /\tlastaction\n([^]*?)\tendscript/.exec(text) ?? [];
      return usersIn(tree).some(([user]) => {
        const audit = `"/var/log/${user}/audit.jsonl"`;
        return (
          !text.includes(`\n${audit}\n`) ||
          // What old ones take to be compressed, the audit itself must not be open.
          !first.includes(`chattr -f -a ${audit}-*`) ||
          first.includes(`${audit}*`) ||
          !text.includes('\tpostrotate\n\t\t/usr/bin/chattr +a "$1" "$1"-*[0-9]\n\tendscript') ||
          !last.includes(`${audit}*`) ||
          !last.includes('chattr +a "$file"')
        );
      });
    },
  },
  {
    rule: 'rules of egress replace a table of their own, and nothing of others',
    broken: (tree) => {
      const text = tree.files.get('etc/nftables.d/agent-host.nft') ?? '';
      const commands = text.split('\n').filter((line) => /^\w/.test(line));
      return commands.join('; ') !== 'table inet agent_host; delete table inet agent_host; table inet agent_host {';
    },
  },
  {
    rule: 'every account goes through its rules of egress, and these end by refusing',
    broken: (tree) => {
      const text = tree.files.get('etc/nftables.d/agent-host.nft') ?? '';
      const chains = [...text.matchAll(/^\tchain (\w+) \{\n([^]*?)^\t\}/gm)];
      const [, , output = ''] = chains.find(([, name]) => name === 'output') ?? [];
      return usersIn(tree).some(([user = '', uid]) => {
        const name = user.replaceAll('-', '_');
        const [, , rules = ''] = chains.find(([, chain]) => chain === name) ?? [];
        return (
          !output.includes(`\t\tmeta skuid ${uid} jump ${name}\n`) ||
          !/^\t\tct state established,related accept\n/.test(rules) ||
          !new RegExp(
            `\\n\\t\\tcounter name ${name}_denied\\n\\t\\tlimit rate [^\\n]* log [^\\n]*\\n\\t\\treject with icmpx type admin-prohibited\\n$`,
          ).test(rules)
        );
      });
    },
  },
  {
    rule: 'what starts with the machine is a unit of the host',
    broken: ({ files, links }) =>
      [...links].some(([path, destination]) => {
        const [, unit = ''] = /^etc\/systemd\/system\/[a-z-]+\.target\.wants\/([^/]+)$/.exec(path) ?? [];
        return destination !== `../${unit}` || !files.has(UNITS + unit);
      }),
  },
  {
    rule: 'everything that is meant to start by itself does',
    broken: ({ files, links }) =>
      [...files].some(([path, text]) => {
        const target = /^WantedBy=(.+)$/m.exec(text)?.[1];
        const unit = path.slice(UNITS.length);
        return path.startsWith(UNITS) && target !== undefined && !links.has(`${UNITS}${target}.wants/${unit}`);
      }),
  },
];
