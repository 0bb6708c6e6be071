#!/bin/busybox sh
# The first program of the virtual machine: finds its disk, and hands over to the systemd on it.
busybox=/bin/busybox
$busybox mount -t proc proc /proc
$busybox mount -t sysfs sys /sys
$busybox mount -t devtmpfs dev /dev
for module in /modules/*; do $busybox insmod "$module"; done
while [ ! -b /dev/vda ]; do $busybox sleep 0.1; done
$busybox mount -t ext4 /dev/vda /newroot
exec $busybox switch_root /newroot /lib/systemd/systemd
