"""cluster.py - three nodes of Galera on this machine, in the test's own folder.

Cluster(server) stops a server of db.py and goes on with its rows as the first
of three nodes on ports of 127.0.0.1; the others fetch all by rsync. A node is
a Server of db.py: kill(), freeze() and thaw() work, join() starts one again.
"""

import os
import shutil
import time

import db
import proc
import tap

PROVIDER = "/usr/lib/galera/libgalera_smm.so"
NAMES = (1, 2, 3)


def need():
    """Leaves the program out where no cluster can run, and says why."""
    if not os.path.exists(PROVIDER):
        tap.skip_all("no Galera: %s is missing (package galera-4)" % PROVIDER)
    for tool in ("rsync", "wsrep_sst_rsync"):
        if not shutil.which(tool):
            tap.skip_all("no Galera: there is no " + tool)


class Node(db.Server):
    patience = 120  # it fetches all rows before it answers

    def __init__(self, cluster, name, data):
        super().__init__(proc.folder("node%d" % name))
        self.cluster = cluster
        self.name = name
        self.port = proc.free_port()
        self.base = proc.free_port()
        self.ist = proc.free_port()
        self.sst = proc.free_port()
        db.copy_data(data, os.path.join(self.folder, "data"))
        for name in ("grastate.dat", "galera.cache"):
            path = os.path.join(self.folder, "data", name)
            if os.path.exists(path):
                os.remove(path)

    def join(self, is_first=False):
        others = "" if is_first else ",".join(
            "127.0.0.1:%d" % n.base for n in self.cluster.nodes)
        self.options = [
            "--skip-networking=0", "--bind-address=127.0.0.1",
            "--port=%d" % self.port, "--wsrep-on=ON",
            "--wsrep-provider=" + PROVIDER, "--wsrep-cluster-name=tests",
            "--wsrep-cluster-address=gcomm://" + others,
            "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2",
            "--wsrep-node-name=node%d" % self.name,
            "--wsrep-node-address=127.0.0.1:%d" % self.base,
            "--wsrep-sst-method=rsync",
            "--wsrep-sst-receive-address=127.0.0.1:%d" % self.sst,
            "--wsrep-provider-options="
            "gmcast.listen_addr=tcp://127.0.0.1:%d;"
            "ist.recv_addr=127.0.0.1:%d;base_host=127.0.0.1;base_port=%d;"
            "gcache.size=32M;pc.recovery=false"
            % (self.base, self.ist, self.base)]
        if is_first:
            self.options.append("--wsrep-new-cluster")
        self.start()
        proc.wait_for(self.is_synced, self.patience, "node %d" % self.name,
                      self.process)
        return self

    def says(self, name):
        rows = self.rows(None, "SHOW GLOBAL STATUS LIKE %s", (name,))
        return rows[0]["Value"] if rows else ""

    def is_synced(self):
        try:
            return self.says("wsrep_local_state_comment") == "Synced"
        except Exception:  # noqa: BLE001 - not ready is no news
            return False


class Cluster:
    def __init__(self, server):
        server.stop()
        data = os.path.join(server.folder, "data")
        self.nodes = []
        self.nodes = [Node(self, name, data) for name in NAMES]
        tap.cleanup(self.stop)
        for node in self.nodes:
            node.join(is_first=node.name == 1)

    def hosts(self, first=1):
        """What the configuration names, beginning with that node."""
        nodes = self.nodes[first - 1:] + self.nodes[:first - 1]
        return {"socket": "", "host": "127.0.0.1", "port": nodes[0].port,
                "hosts": ["127.0.0.1:%d" % n.port for n in nodes[1:]]}

    def alive(self):
        return [n for n in self.nodes if n.process.alive()]

    def wait_size(self, size, seconds=30):
        proc.wait_for(lambda: all(
            n.says("wsrep_cluster_size") == str(size) for n in self.alive()),
            seconds, "a cluster of %d" % size)

    def equal(self, database, tables, seconds=10):
        """Do all living nodes have the same rows? Waits for the last."""
        end = time.monotonic() + seconds
        while True:
            sums = [n.rows(database, "CHECKSUM TABLE " + ", ".join(
                "`%s`" % t for t in tables)) for n in self.alive()]
            if all(s == sums[0] for s in sums):
                return True
            if time.monotonic() > end:
                return False
            time.sleep(0.2)

    def stop(self):
        for node in self.alive():
            node.thaw()
            node.process.stop(20)
