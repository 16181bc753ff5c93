"""Mail: what the bell tells, told by mail too, at the pace each officer has chosen."""
