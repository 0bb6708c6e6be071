RESEARCHER, CODER = "agent-researcher", "agent-coder"
AUDIT = f"/var/log/{RESEARCHER}/audit.jsonl"


def as_agent(user, command):
    return f"runuser -u {user} -- sh -c '{command}'"


machine.wait_for_unit("multi-user.target")

with subtest("accounts"):
    for user, uid in ((RESEARCHER, 4001), (CODER, 4002)):
        machine.succeed(f"test $(id -u {user}) = {uid}", f"test $(id -g {user}) = {uid}")
        machine.succeed(f"test \"$(id -nG {user} | tr ' ' '\\n' | sort | tr '\\n' ' ')\" = '{user} agents '")
        machine.succeed(f"getent shadow {user} | cut -d: -f2 | grep '^!'")
        machine.succeed(f"test \"$(stat -c '%a %U %G' /home/{user})\" = '700 {user} {user}'")
        machine.fail(as_agent(user, "sudo -n id"))
        machine.fail(as_agent(user, "touch /etc/x"))
        machine.fail(as_agent(user, "echo x >/run/current-system/x"))
        machine.fail(f"grep '^{user}:' /etc/subuid")

with subtest("homes"):
    machine.succeed(as_agent(RESEARCHER, "touch ~/x"))
    machine.fail(as_agent(RESEARCHER, f"ls /home/{CODER}"))
    machine.fail(as_agent(CODER, f"ls /home/{RESEARCHER}"))
    machine.wait_until_succeeds(f"test -e /home/{RESEARCHER}/.mcp.json")
    machine.succeed(f"grep -F http://127.0.0.1:8443/mcp /home/{RESEARCHER}/.mcp.json")
    machine.succeed(f"grep -F researcher@example.org /home/{RESEARCHER}/.config/git/config")
    machine.succeed(f"test -f /home/{RESEARCHER}/.claude/agents/researcher.md")
    machine.fail(f"test -e /home/{RESEARCHER}/.claude/agents/coder.md")
    machine.fail(f"grep -w ask /home/{RESEARCHER}/.config/opencode/agent/researcher.md")

with subtest("the unit that is shipped, asked from inside"):
    machine.succeed(f"systemctl start {RESEARCHER}-task-loop.service")
    said = dict(line.split("=", 1) for line in machine.succeed(f"cat {AUDIT}").splitlines() if "=" in line)
    expected = {
        "uid": "4001",
        "home": "yes",
        "other_home": "no",
        "etc": "no",
        "incidents": "no",
        "namespaces": "no",
        "init": "no",
        "capabilities": "0000000000000000",
        "new_privileges": "1",
        "seccomp": "2",
        "credentials": "no",
        "settings": "no",
        "agents": "no",
        "renamed": "no",
    }
    assert said == expected, said
    machine.succeed(f"systemd-analyze security --no-pager --threshold=20 {RESEARCHER}-task-loop.service")

with subtest("timers"):
    for user in (RESEARCHER, CODER):
        machine.succeed(f"systemctl is-active {user}-task-loop.timer", f"systemctl is-active {user}-scheduler.timer")

with subtest("pause"):
    machine.succeed("mkdir -p /etc/agent-host/paused", "touch /etc/agent-host/paused/researcher")
    lines = machine.succeed(f"wc -l <{AUDIT}")
    machine.succeed(f"systemctl start {RESEARCHER}-task-loop.service")
    assert machine.succeed(f"wc -l <{AUDIT}") == lines
    machine.succeed("rm /etc/agent-host/paused/researcher")

with subtest("audit"):
    machine.succeed(f"lsattr {AUDIT} | cut -d' ' -f1 | grep a", f"test $(stat -c %U {AUDIT}) = root")
    for command in (f"echo x >>{AUDIT}", f"rm -f {AUDIT}", f"cat {AUDIT}"):
        machine.fail(as_agent(RESEARCHER, command))
    machine.fail(f"true >{AUDIT}")
    machine.fail(f"mv {AUDIT} {AUDIT}.moved")
    machine.succeed("systemctl start agent-host-logrotate.service")
    machine.succeed(f"lsattr {AUDIT} | cut -d' ' -f1 | grep a")

with subtest("connections"):
    for port in (8443, 8444):
        machine.succeed(f"systemd-run --unit=listener-{port} ncat -lk 127.0.0.1 {port}")
        machine.wait_for_open_port(port)
    reach = "ncat -z -w2 127.0.0.1 {}"
    machine.succeed(as_agent(RESEARCHER, reach.format(8443)), as_agent(CODER, reach.format(8444)), reach.format(8444))
    machine.fail(as_agent(RESEARCHER, reach.format(8444)))
    machine.fail(as_agent(CODER, reach.format(8443)))
    machine.succeed("nft list counter inet agent_host agent_coder_denied | grep -E 'packets [1-9]'")
    machine.succeed("systemctl reload agent-host-egress", "systemctl reload agent-host-egress")
    machine.succeed("nft list table inet agent_host")

with subtest("limits"):
    slice_ = "/sys/fs/cgroup/agents.slice/agents-researcher.slice"
    machine.succeed("systemctl start agents-researcher.slice")
    machine.succeed(f"test $(cat {slice_}/memory.max) = 268435456", f"test $(cat {slice_}/pids.max) = 64")
    machine.succeed(f"grep -x '50000 100000' {slice_}/cpu.max")
    machine.fail(
        "systemd-run --wait -q -p Slice=agents-researcher.slice sh -c 'head -c 400M /dev/zero | tail | wc -c'"
    )

with subtest("nothing failed"):
    machine.fail("systemctl --failed --no-legend | grep -v run- | grep .")
