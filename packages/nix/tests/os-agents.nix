# A NixOS machine with the two agents that all tests of hosts know, asked what it holds: `nix build .#checks.x86_64-linux.os-agents`.
{pkgs}:
pkgs.testers.runNixOSTest {
  name = "os-agents";
  nodes.machine = {pkgs, ...}: {
    imports = [../modules/nixos/agent-host.nix];
    services.agent-host = {
      enable = true;
      agentsInput = ./os-agents;
      name = "lab";
      limits.memory = "8G";
      agents.researcher = {
        fullName = "Research Agent";
        email = "researcher@example.org";
        uid = 4001;
        egress = ["127.0.0.1:8443"];
        limits = {
          memory = "256M";
          cpu = "50%";
          tasks = 64;
        };
        taskLoop.exec = ["${pkgs.writeShellScript "probe" (builtins.readFile ./os-agents/probe.sh)}"];
        mcp.servers.browser.url = "http://127.0.0.1:8443/mcp";
      };
      agents.coder = {
        fullName = "Coding Agent";
        email = "coder@example.org";
        uid = 4002;
        egress = ["127.0.0.1:8444"];
        taskLoop.exec = ["${pkgs.coreutils}/bin/true"];
      };
    };
    environment.systemPackages = [pkgs.nftables pkgs.nmap];
  };
  testScript = builtins.readFile ./os-agents/test.py;
}
